#include "study_file_edit.h"

#include <fstream>

#include <unistd.h>

#include "gainsay/tracker/error.h"

namespace gainsay::cli {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file) {
  throw tracker::Error(file.string(), "it cannot be written",
                       "check the folder's permissions and the space on the disk");
}

}  // namespace

void replace_file(const std::filesystem::path& file, const std::string& text) {
  std::error_code error;
  const std::filesystem::path target = std::filesystem::canonical(file, error);
  if (error) fail(file);
  std::filesystem::path fresh = target;
  fresh += "." + std::to_string(getpid()) + ".new";
  std::ofstream out(fresh, std::ios::binary);
  out << text << std::flush;
  out.close();
  if (out) std::filesystem::permissions(fresh, std::filesystem::status(target).permissions(), error);
  if (out && !error) std::filesystem::rename(fresh, target, error);
  if (out && !error) return;
  std::error_code ignored;  // the first failure is what is told
  std::filesystem::remove(fresh, ignored);
  fail(file);
}

std::string with_table(std::string text, const std::string& table) {
  const std::string line_end = text.find("\r\n") != std::string::npos ? "\r\n" : "\n";
  if (!text.empty() && !text.ends_with('\n')) text += line_end;
  if (!text.empty()) text += line_end;
  for (const char c : table) text += c == '\n' ? line_end : std::string(1, c);
  return text;
}

}  // namespace gainsay::cli
