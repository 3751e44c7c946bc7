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

// Writes all of a file system's data to its device. syncfs(2)
static inline int CLinux_sync_file_system(int descriptor) { return (int)syscall(SYS_syncfs, descriptor); }

#endif
#endif
