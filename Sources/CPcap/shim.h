#include <pcap/pcap.h>

// A packet's time: which module `struct timeval` belongs to differs from system to system.
static inline long long CPcap_seconds(const struct pcap_pkthdr *header) { return header->ts.tv_sec; }
static inline long long CPcap_fraction(const struct pcap_pkthdr *header) { return header->ts.tv_usec; }
