#ifndef C_ALLOCATION_COUNTER_H
#define C_ALLOCATION_COUNTER_H

#include <stdbool.h>
#include <stdint.h>

/// Whether this process's allocations can be counted: where the C library lets its own be called by another name.
bool allocation_counter_works(void);

/// How many times the calling thread has asked for memory: malloc, calloc, realloc and the aligned kinds.
uint64_t allocation_counter_value(void);

#endif
