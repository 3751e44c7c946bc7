// What the kernel's headers say of netlink, and two calls that Swift cannot make itself. Empty where there is no Linux.
#ifndef CHOSTNETWORK_SHIM_H
#define CHOSTNETWORK_SHIM_H

#ifdef __linux__

#include <linux/ethtool.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/inet_diag.h>
#include <linux/lwtunnel.h>
#include <linux/mpls_iptunnel.h>
#include <linux/neighbour.h>
#include <linux/netlink.h>
#include <linux/packet_diag.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/sockios.h>
#include <linux/unix_diag.h>
#include <net/if.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// SIOCETHTOOL on one interface. `command` is one of the structs of <linux/ethtool.h>. 0, or -1 with errno. netdevice(7)
static inline int chostnetwork_ethtool(int descriptor, const char *name, void *command) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    request.ifr_data = (char *)command;
    return ioctl(descriptor, SIOCETHTOOL, &request);
}

// A `linux_dirent64`, without its name. getdents(2)
struct __attribute__((packed)) chostnetwork_entry {
    uint64_t inode;
    int64_t offset;
    uint16_t length;
    uint8_t type;
};

// What a route by segments begins with: `seg6_iptunnel_encap` and the first half of the `ipv6_sr_hdr` in it, whose headers
// declare the C library's addresses again.
struct chostnetwork_segments {
    int mode;
    uint8_t next_header, header_length, type, segments_left;
};

// The next entries of a directory, as `linux_dirent64`. How many octets, 0 at the end, or -1 with errno. getdents(2)
static inline long chostnetwork_getdents64(int descriptor, void *entries, unsigned long size) {
    return syscall(SYS_getdents64, descriptor, entries, size);
}

#endif
#endif
