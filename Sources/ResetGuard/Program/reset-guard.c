// Drops what the kernel sends to reset a connection that it does not know, because a stack of the program's own speaks it
// from the host's address. Each RST of another connection passes, and so do the stack's own, which bear a mark.
//
// It runs where frames leave an Ethernet interface, under Linux's traffic control. It uses no header of the kernel's, so that
// every clang makes the same of it. `Scripts/make-reset-guard` makes the object.

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;

#define SEC(name) __attribute__((section(name), used))

// What the kernel lends of a frame: the beginning of <linux/bpf.h>'s.
struct __sk_buff {
    u32 len, pkt_type, mark, queue_mapping, protocol;
};

// The two ends of a connection, in the order of the wire. IPv4 addresses are mapped (RFC 4291 section 2.5.5.2).
struct flow {
    u8 local[16], remote[16];
    u16 local_port, remote_port;
};

// The connections, each with the count of the RSTs that were dropped. User space fills it.
struct {
    int (*type)[1]; // BPF_MAP_TYPE_HASH
    int (*max_entries)[65536];
    struct flow *key;
    u64 *value;
} flows SEC(".maps");

static void *(*const map_lookup)(void *map, const void *key) = (void *)1;
static long (*const load_octets)(const void *frame, u32 offset, void *to, u32 count) = (void *)26;

// What the frames of the stack bear: "Ibuk". ResetGuard.mark
#define OWN_MARK 0x4962756b
// What other programs on the interface say of the frame counts: TCX_NEXT, or TC_ACT_UNSPEC of clsact.
#define PASS -1
#define DROP 2

#define ETHERNET 14
#define IPV4 0x0800
#define IPV6 0x86dd
#define TCP 6
#define RST 4

SEC("tc")
int reset_guard(struct __sk_buff *frame)
{
    struct flow flow = {};
    u8 ip[40], tcp[14];
    u32 transport;

    if (frame->mark == OWN_MARK) return PASS;
    switch (__builtin_bswap16(frame->protocol)) {
    case IPV4:
        if (load_octets(frame, ETHERNET, ip, 20) || ip[9] != TCP) return PASS;
        transport = ETHERNET + (ip[0] & 15) * 4;
        flow.local[10] = flow.local[11] = flow.remote[10] = flow.remote[11] = 0xff;
        __builtin_memcpy(flow.local + 12, ip + 12, 4);
        __builtin_memcpy(flow.remote + 12, ip + 16, 4);
        break;
    case IPV6:
        // The kernel's own RSTs have no further headers.
        if (load_octets(frame, ETHERNET, ip, 40) || ip[6] != TCP) return PASS;
        transport = ETHERNET + 40;
        __builtin_memcpy(flow.local, ip + 8, 16);
        __builtin_memcpy(flow.remote, ip + 24, 16);
        break;
    default:
        return PASS;
    }
    if (load_octets(frame, transport, tcp, 14) || !(tcp[13] & RST)) return PASS;
    __builtin_memcpy(&flow.local_port, tcp, 4);
    u64 *dropped = map_lookup(&flows, &flow);
    if (!dropped) return PASS;
    __sync_fetch_and_add(dropped, 1);
    return DROP;
}

// Helpers of the kernel's that this calls want no license.
char terms[] SEC("license") = "Apache-2.0";
