#include "core/store/store.h"

#include <iterator>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"

namespace lontar::store {

void Batch::Put(absl::string_view key, absl::string_view value) {
  changes_.emplace_back(std::string(key), std::string(value));
}

void Batch::Delete(absl::string_view key) { changes_.emplace_back(std::string(key), std::nullopt); }

void Batch::Append(Batch other) {
  changes_.insert(changes_.end(), std::make_move_iterator(other.changes_.begin()),
                  std::make_move_iterator(other.changes_.end()));
}

absl::Status Reader::ScanPrefix(
    absl::string_view prefix,
    absl::FunctionRef<bool(absl::string_view, absl::string_view)> take) const {
  return Scan(prefix, PrefixEnd(prefix), take);
}

std::string PrefixEnd(absl::string_view prefix) {
  std::string end(prefix);
  // A byte of 0xff has no next one: the byte before it must grow.
  while (!end.empty() && static_cast<unsigned char>(end.back()) == 0xff) end.pop_back();
  if (!end.empty()) end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
  return end;
}

std::string KeyNumber(uint64_t number) {
  std::string bytes(8, '\0');
  for (int i = 7; i >= 0; --i) {
    bytes[i] = static_cast<char>(number & 0xff);
    number >>= 8;
  }
  return bytes;
}

absl::StatusOr<uint64_t> ReadKeyNumber(absl::string_view bytes) {
  if (bytes.size() != 8) {
    return base::Problem(
        absl::StatusCode::kInvalidArgument, "KEY_NUMBER_INVALID",
        absl::StrCat("a number in a key is 8 bytes long, this one has ", bytes.size()));
  }
  uint64_t number = 0;
  for (const char c : bytes) number = number << 8 | static_cast<unsigned char>(c);
  return number;
}

}  // namespace lontar::store
