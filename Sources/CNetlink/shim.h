// What the kernel's headers say of netlink, and the one call that they leave to a union. Empty where there is no Linux.
#ifndef CNETLINK_SHIM_H
#define CNETLINK_SHIM_H

#ifdef __linux__

#include <linux/ethtool.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/inet_diag.h>
#include <linux/neighbour.h>
#include <linux/netlink.h>
#include <linux/packet_diag.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/sockios.h>
#include <linux/unix_diag.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>

// SIOCETHTOOL on one interface. `command` is one of the structs of <linux/ethtool.h>. 0, or -1 with errno. netdevice(7)
static inline int cnetlink_ethtool(int descriptor, const char *name, void *command) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    request.ifr_data = (char *)command;
    return ioctl(descriptor, SIOCETHTOOL, &request);
}

#endif
#endif
