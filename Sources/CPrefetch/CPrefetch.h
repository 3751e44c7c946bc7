// The one instruction that Swift has no name for: asking for memory before it is needed.
#ifndef CPREFETCH_H
#define CPREFETCH_H

#include <stdint.h>

/// Asks for the cache line that holds this address, and waits for nothing. No address is a wrong one: memory that is not
/// there is not fetched.
static inline __attribute__((always_inline)) void CPrefetch_line(uintptr_t address) {
    __builtin_prefetch((const void *)address);
}

#endif
