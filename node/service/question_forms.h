#pragma once
// The two forms of the node's page of questions: /question-new and /question-answer.
//
// They are told from each other by their path; mark, origin and role are judged before (node_site).
// Any thread; several at once.

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "node/service/office_pages.h"

namespace lontar::node {

class QuestionForms {
 public:
  // Both must outlive it.
  QuestionForms(NodeShell* shell, const OfficePages* pages) : shell_(shell), pages_(pages) {}

  struct Sent {
    std::string path;
    std::vector<std::pair<std::string, std::string>> fields;
  };
  static bool IsOne(absl::string_view path);

  // Where the reader goes on: the page that says which entry it is. The errors of NodeCore::Say, of
  // DoNew, and InvalidArgument with HTTP_FORM_INVALID: the form does not say what it is to do.
  absl::StatusOr<std::string> Take(const OfficeReader& reader, const Sent& sent) const;
  // The page again, with what went wrong and what was typed.
  absl::StatusOr<std::string> Again(const pages::PageContext& context, const OfficeReader& reader,
                                    const Sent& sent, const absl::Status& error) const;

 private:
  NodeShell* shell_;
  const OfficePages* pages_;
};

}  // namespace lontar::node
