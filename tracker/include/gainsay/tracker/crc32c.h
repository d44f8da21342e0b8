#pragma once

#include <cstddef>
#include <cstdint>

namespace gainsay::tracker {

// CRC-32C (Castagnoli polynomial 0x1EDC6F41, reflected, initial value and final inversion all ones) of `size`
// bytes. crc: the checksum of the bytes before, for data in pieces; 0 to begin with. Uses the processor's
// instruction where it has one (SSE 4.2), the portable table otherwise; both give the same number. Source:
// RFC 3720, section 12.1 and appendix B.4.
std::uint32_t crc32c(const void* data, std::size_t size, std::uint32_t crc = 0);

// The table-driven twin of crc32c, which runs everywhere.
std::uint32_t crc32c_portable(const void* data, std::size_t size, std::uint32_t crc = 0);

}  // namespace gainsay::tracker
