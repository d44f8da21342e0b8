#pragma once

#include <string>
#include <string_view>

// Pages that are made by simulation, stored under docs/ and compared byte for byte.
namespace calibration {

// Throws std::runtime_error when the file cannot be read.
std::string contents(const std::string& path);
// Throws std::runtime_error when the file cannot be written.
void write_contents(const std::string& path, std::string_view text);

// Prints to stderr the first line in which two pages differ, of either.
void show_difference(std::string_view stored, std::string_view fresh);

}  // namespace calibration
