// What Swift cannot import of Linux's headers by itself: kernel structures that are in no module of the C library,
// macros with arguments, atomic loads. Everything that has a name here begins with CLinux_.
#ifndef CLINUX_H
#define CLINUX_H
#ifdef __linux__

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <linux/capability.h>
#include <linux/ethtool.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <linux/if_tun.h>
#include <linux/if_xdp.h>
#include <linux/landlock.h>
#include <linux/net_tstamp.h>
#include <linux/sockios.h>
#include <linux/virtio_net.h>
#include <net/if.h>
#include <netinet/in.h>

// Loads and stores that are shared with the kernel.
static inline uint32_t CLinux_load_acquire(const void *address) {
    return __atomic_load_n((const uint32_t *)address, __ATOMIC_ACQUIRE);
}

static inline void CLinux_store_release(void *address, uint32_t value) {
    __atomic_store_n((uint32_t *)address, value, __ATOMIC_RELEASE);
}

// poll(2) on `struct pollfd`s with a time in nanoseconds; without an end when that is negative. ppoll(2) is a GNU function,
// which Swift's view of the C library leaves out, as it does the structure of sendmmsg(2).
static inline int CLinux_poll(void *requests, unsigned long count, int64_t nanoseconds) {
    long left[2] = {(long)(nanoseconds / 1000000000), (long)(nanoseconds % 1000000000)};
    return (int)syscall(SYS_ppoll, requests, count, nanoseconds < 0 ? 0 : left, 0, 0);
}

struct CLinux_message {
    struct msghdr header;
    unsigned int length;
};

static inline int CLinux_send_messages(int descriptor, struct CLinux_message *messages, unsigned int count) {
    return (int)syscall(SYS_sendmmsg, descriptor, messages, count, 0);
}

// How many frames one call may send by an AF_XDP socket: XDP_MAX_TX_SKB_BUDGET, which headers older than Linux 6.17 lack.
enum { CLinux_xdp_budget = 9 };

// Has the kernel send what is in an AF_XDP socket's ring. A negative answer is an error number.
static inline int CLinux_send_ring(int descriptor) {
    return sendto(descriptor, 0, 0, MSG_DONTWAIT, 0, 0) < 0 ? -errno : 0;
}

// What comes with a frame of a packet socket: from whom it is, what the kernel took out of it, and when it came.
struct CLinux_frame {
    struct sockaddr_ll address;
    struct tpacket_auxdata auxiliary;
    int64_t seconds;
    int64_t nanoseconds;
};

// Receives a frame with `PACKET_AUXDATA` and `SO_TIMESTAMPNS`. A negative answer is an error number.
static inline long CLinux_receive(int descriptor, void *memory, size_t length, struct CLinux_frame *frame) {
    struct iovec piece = {memory, length};
    union { char octets[256]; struct cmsghdr aligned; } control;
    struct msghdr message = {0};
    message.msg_name = &frame->address;
    message.msg_namelen = sizeof frame->address;
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    message.msg_control = &control;
    message.msg_controllen = sizeof control;
    long count = recvmsg(descriptor, &message, MSG_DONTWAIT);
    if (count < 0) return -errno;
    memset(&frame->auxiliary, 0, sizeof frame->auxiliary);
    frame->auxiliary.tp_len = (uint32_t)count;
    frame->seconds = 0;
    frame->nanoseconds = 0;
    for (struct cmsghdr *part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level == SOL_PACKET && part->cmsg_type == PACKET_AUXDATA) {
            memcpy(&frame->auxiliary, CMSG_DATA(part), sizeof frame->auxiliary);
        } else if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SO_TIMESTAMPNS) {
            int64_t moment[2];
            memcpy(moment, CMSG_DATA(part), sizeof moment);
            frame->seconds = moment[0];
            frame->nanoseconds = moment[1];
        }
    }
    return count;
}

// Questions about an interface, netdevice(7). A negative answer is an error number.
static inline int CLinux_interface_request(int descriptor, const char *name, unsigned long request, struct ifreq *out) {
    memset(out, 0, sizeof *out);
    strncpy(out->ifr_name, name, IFNAMSIZ - 1);
    return ioctl(descriptor, request, out) == 0 ? 0 : -errno;
}

static inline int CLinux_interface_mtu(int descriptor, const char *name) {
    struct ifreq request;
    int result = CLinux_interface_request(descriptor, name, SIOCGIFMTU, &request);
    return result < 0 ? result : request.ifr_mtu;
}

static inline int CLinux_interface_flags(int descriptor, const char *name) {
    struct ifreq request;
    int result = CLinux_interface_request(descriptor, name, SIOCGIFFLAGS, &request);
    return result < 0 ? result : (unsigned short)request.ifr_flags;
}

// The kind of hardware (ARPHRD_...), and the address in `address`.
static inline int CLinux_interface_hardware(int descriptor, const char *name, unsigned char address[6]) {
    struct ifreq request;
    int result = CLinux_interface_request(descriptor, name, SIOCGIFHWADDR, &request);
    if (result < 0) return result;
    memcpy(address, request.ifr_hwaddr.sa_data, 6);
    return request.ifr_hwaddr.sa_family;
}

// What an interface can stamp: bits SOF_TIMESTAMPING_..., and a bit for each HWTSTAMP_FILTER_... .
static inline int CLinux_timestamping(int descriptor, const char *name, uint32_t *flags, uint32_t *filters) {
    struct ethtool_ts_info information = {0};
    struct ifreq request = {0};
    information.cmd = ETHTOOL_GET_TS_INFO;
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    request.ifr_data = (char *)&information;
    if (ioctl(descriptor, SIOCETHTOOL, &request) != 0) return -errno;
    *flags = information.so_timestamping;
    *filters = information.rx_filters;
    return 0;
}

// Has a card stamp every frame, unless it does. Documentation/networking/timestamping.rst
static inline int CLinux_stamp_in_hardware(int descriptor, const char *name) {
    struct hwtstamp_config settings = {0};
    struct ifreq request = {0};
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    request.ifr_data = (char *)&settings;
    if (ioctl(descriptor, SIOCGHWTSTAMP, &request) == 0 && settings.rx_filter == HWTSTAMP_FILTER_ALL) return 0;
    settings.flags = 0;
    settings.tx_type = HWTSTAMP_TX_ON;
    settings.rx_filter = HWTSTAMP_FILTER_ALL;
    return ioctl(descriptor, SIOCSHWTSTAMP, &request) == 0 ? 0 : -errno;
}

// Settings of an interface, netdevice(7). Each asks a socket of its own family.
static inline int CLinux_set_interface(const char *name, unsigned long request, struct ifreq *value) {
    int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    strncpy(value->ifr_name, name, IFNAMSIZ - 1);
    int result = ioctl(descriptor, request, value) == 0 ? 0 : -errno;
    close(descriptor);
    return result;
}

static inline int CLinux_set_mtu(const char *name, int mtu) {
    struct ifreq request = {0};
    request.ifr_mtu = mtu;
    return CLinux_set_interface(name, SIOCSIFMTU, &request);
}

static inline int CLinux_bring_up(const char *name) {
    struct ifreq request = {0};
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    int result = ioctl(descriptor, SIOCGIFFLAGS, &request);
    request.ifr_flags |= IFF_UP | IFF_RUNNING;
    if (result == 0) result = ioctl(descriptor, SIOCSIFFLAGS, &request);
    result = result == 0 ? 0 : -errno;
    close(descriptor);
    return result;
}

// Gives an interface an IPv4 address and the length of its prefix; both in network order.
static inline int CLinux_set_ipv4_address(const char *name, uint32_t address, uint32_t mask) {
    struct ifreq request = {0};
    struct sockaddr_in *place = (struct sockaddr_in *)&request.ifr_addr;
    place->sin_family = AF_INET;
    place->sin_addr.s_addr = address;
    int result = CLinux_set_interface(name, SIOCSIFADDR, &request);
    if (result < 0) return result;
    memset(&request, 0, sizeof request);
    place->sin_family = AF_INET;
    place->sin_addr.s_addr = mask;
    return CLinux_set_interface(name, SIOCSIFNETMASK, &request);
}

// The same for IPv6. ipv6(7); the structure is in6_ifreq of linux/ipv6.h, which does not go with netinet/in.h.
static inline int CLinux_add_ipv6_address(int index, const unsigned char address[16], uint32_t length) {
    struct { unsigned char address[16]; uint32_t length; int index; } request;
    memcpy(request.address, address, 16);
    request.length = length;
    request.index = index;
    int descriptor = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    int result = ioctl(descriptor, SIOCSIFADDR, &request) == 0 ? 0 : -errno;
    close(descriptor);
    return result;
}

// Makes or opens a TUN or TAP device on a descriptor of /dev/net/tun; its name is written into `name`.
static inline int CLinux_attach_tunnel(int descriptor, char name[IFNAMSIZ], int flags, int header, unsigned offloads) {
    struct ifreq request = {0};
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    request.ifr_flags = (short)flags;
    if (ioctl(descriptor, TUNSETIFF, &request) != 0) return -errno;
    memcpy(name, request.ifr_name, IFNAMSIZ);
    if (header > 0 && ioctl(descriptor, TUNSETVNETHDRSZ, &header) != 0) return -errno;
    if (header > 0 && ioctl(descriptor, TUNSETOFFLOAD, (unsigned long)offloads) != 0) return -errno;
    return 0;
}

// Giving up what a process may do. capabilities(7), landlock(7). A negative answer is an error number.
static inline int CLinux_no_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : -errno; }

static inline int CLinux_drop_capabilities(void) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {{0, 0, 0}, {0, 0, 0}};
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    return syscall(SYS_capset, &header, none) == 0 ? 0 : -errno;
}

// The version of Landlock that the kernel has; negative where it has none.
static inline int CLinux_landlock_version(void) {
    return (int)syscall(SYS_landlock_create_ruleset, 0, 0, 1u << 0);
}

// A set of rules that handles the given accesses; newer kernels know longer structures, older ones refuse them.
static inline int CLinux_landlock_ruleset(int version, uint64_t files, uint64_t network, uint64_t scopes) {
    uint64_t handled[3] = {files, network, scopes};
    size_t length = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    return (int)syscall(SYS_landlock_create_ruleset, handled, length, 0);
}

static inline int CLinux_landlock_allow(int ruleset, int directory, uint64_t files) {
    struct landlock_path_beneath_attr rule = {files, directory};
    return (int)syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
}

static inline int CLinux_landlock_restrict(int ruleset) { return (int)syscall(SYS_landlock_restrict_self, ruleset, 0); }

// How late the calling thread may be woken, in nanoseconds. prctl(2)
static inline void CLinux_set_timer_slack(unsigned long slack) { prctl(PR_SET_TIMERSLACK, slack); }

// What the calling thread is called, in 15 octets at most. prctl(2)
static inline void CLinux_set_thread_name(const char *name) { prctl(PR_SET_NAME, name); }

// Writes all of a file system's data to its device. syncfs(2)
static inline int CLinux_sync_file_system(int descriptor) { return (int)syscall(SYS_syncfs, descriptor); }

#endif
#endif
