#include "core/base/strict_wire.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/message.h>
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/unknown_field_set.h>

#include "absl/strings/str_cat.h"
#include "core/base/limits.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"

namespace lontar::base {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::UnknownFieldSet;

constexpr int kExtensionFieldFirst = 1000;
constexpr int kExtensionFieldLast = 1999;

absl::Status Refusal(absl::string_view reason, absl::string_view sentence) {
  return Problem(absl::StatusCode::kInvalidArgument, reason, sentence);
}

absl::Status CheckUnknownFields(const Message& message) {
  const UnknownFieldSet& fields = message.GetReflection()->GetUnknownFields(message);
  int last = 0;
  for (int i = 0; i < fields.field_count(); ++i) {
    const int number = fields.field(i).number();
    const bool is_group = fields.field(i).type() == google::protobuf::UnknownField::TYPE_GROUP;
    if (number < kExtensionFieldFirst || number > kExtensionFieldLast || is_group ||
        number <= last) {
      return Refusal("UNKNOWN_FIELD",
                     absl::StrCat("field ", number, " of ", message.GetDescriptor()->name(),
                                  " is not known at this level; install a newer version, or "
                                  "leave the field out"));
    }
    last = number;
  }
  return absl::OkStatus();
}

absl::Status CheckEnum(const FieldDescriptor& field, int number) {
  if (field.enum_type()->FindValueByNumber(number) != nullptr) return absl::OkStatus();
  return Refusal("UNKNOWN_VALUE",
                 absl::StrCat("field ", field.name(), " of ", field.containing_type()->name(),
                              " holds ", number,
                              ", which is not known at this level; install a newer version, or "
                              "write a value that it knows"));
}

absl::Status CheckMessage(const Message& message);

absl::Status CheckField(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  const bool is_message = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
  if (!field.is_repeated()) {
    if (!is_message) return CheckEnum(field, reflection.GetEnumValue(message, &field));
    if (!reflection.HasField(message, &field)) return absl::OkStatus();
    return CheckMessage(reflection.GetMessage(message, &field));
  }
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    LONTAR_RETURN_IF_ERROR(
        is_message ? CheckMessage(reflection.GetRepeatedMessage(message, &field, i))
                   : CheckEnum(field, reflection.GetRepeatedEnumValue(message, &field, i)));
  }
  return absl::OkStatus();
}

// The parser has bounded the depth before this walks it. By the descriptor: to ask the message
// which fields are set (ListFields) costs more than to read it, and only messages and enums matter
// here.
absl::Status CheckMessage(const Message& message) {
  LONTAR_RETURN_IF_ERROR(CheckUnknownFields(message));
  const google::protobuf::Descriptor& descriptor = *message.GetDescriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const FieldDescriptor& field = *descriptor.field(i);
    const bool has_inner = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE ||
                           field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM;
    if (has_inner) LONTAR_RETURN_IF_ERROR(CheckField(message, field));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status StrictParse(absl::string_view bytes, size_t bytes_max, Message* message) {
  const std::string& name = message->GetDescriptor()->name();
  if (bytes.size() > bytes_max) {
    return Refusal("MESSAGE_TOO_LARGE",
                   absl::StrCat(name, " has ", bytes.size(), " bytes, the limit is ", bytes_max));
  }
  // The library prints a line for each invalid text: no sender may write our diagnostics.
  const google::protobuf::LogSilencer silencer;
  google::protobuf::io::ArrayInputStream array(bytes.data(), static_cast<int>(bytes.size()));
  google::protobuf::io::CodedInputStream stream(&array);
  stream.SetRecursionLimit(kMessageDepthMax);
  message->Clear();
  if (!message->MergeFromCodedStream(&stream) || !stream.ConsumedEntireMessage()) {
    return Refusal("NOT_CANONICAL",
                   absl::StrCat("these bytes are no ", name,
                                "; they are cut short, altered or something else"));
  }
  LONTAR_RETURN_IF_ERROR(CheckMessage(*message));
  if (absl::string_view(StrictBytes(*message)) != bytes) {
    return Refusal("NOT_CANONICAL",
                   absl::StrCat("these bytes are not how a strict writer puts this ", name,
                                "; they are refused, not mended"));
  }
  return absl::OkStatus();
}

std::string StrictBytes(const Message& message) {
  // Of its full size at once: a string that grows is copied again and again.
  std::string bytes(message.ByteSizeLong(), '\0');
  {
    google::protobuf::io::ArrayOutputStream sink(bytes.data(), static_cast<int>(bytes.size()));
    google::protobuf::io::CodedOutputStream stream(&sink);
    stream.SetSerializationDeterministic(true);
    message.SerializeWithCachedSizes(&stream);
  }
  return bytes;
}

}  // namespace lontar::base
