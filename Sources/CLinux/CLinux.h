// What Swift cannot import of Linux's headers by itself: kernel structures that are in no module of the C library,
// macros with arguments, atomic loads. Everything that has a name here begins with CLinux_.
#ifndef CLINUX_H
#define CLINUX_H
#ifdef __linux__

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <linux/if_tun.h>
#include <linux/landlock.h>
#include <linux/virtio_net.h>
#include <net/if.h>

// Loads and stores that are shared with the kernel.
static inline uint32_t CLinux_load_acquire(const void *address) {
    return __atomic_load_n((const uint32_t *)address, __ATOMIC_ACQUIRE);
}

static inline void CLinux_store_release(void *address, uint32_t value) {
    __atomic_store_n((uint32_t *)address, value, __ATOMIC_RELEASE);
}

// poll(2) with a time in nanoseconds; without an end when `timeout` is null. ppoll(2) is a GNU function, which Swift's
// view of the C library leaves out, as it does the structure of sendmmsg(2).
static inline int CLinux_poll(struct pollfd *requests, unsigned long count, const struct timespec *timeout) {
    struct timespec left = timeout ? *timeout : (struct timespec){0, 0};
    return (int)syscall(SYS_ppoll, requests, count, timeout ? &left : 0, 0, 0);
}

struct CLinux_message {
    struct msghdr header;
    unsigned int length;
};

static inline int CLinux_send_messages(int descriptor, struct CLinux_message *messages, unsigned int count) {
    return (int)syscall(SYS_sendmmsg, descriptor, messages, count, 0);
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

#endif
#endif
