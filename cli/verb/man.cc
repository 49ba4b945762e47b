// lontar man: the manual pages, written into a folder. What an installation is made with.

#include "absl/strings/str_cat.h"
#include "cli/json_text.h"
#include "cli/manual.h"
#include "cli/text_layout.h"
#include "cli/verb/verbs.h"
#include "core/base/files.h"
#include "core/base/status_macros.h"

namespace lontar::cli {

absl::Status Man(const Call& call) {
  const std::string folder = call.arguments.Text("folder");
  LONTAR_RETURN_IF_ERROR(base::MakeFolders(folder));
  std::vector<std::string> files;
  for (const base::Manual& page : Manuals(Commands(), LONTAR_VERSION)) {
    files.push_back(base::ManualFile(page));
    LONTAR_RETURN_IF_ERROR(
        base::WriteFileDurably(absl::StrCat(folder, "/", files.back()), base::ManualText(page)));
  }
  JsonObject answer;
  answer.Put("schema", "lontar.man.v1");
  answer.Put("folder", folder);
  answer.PutTexts("files", files);
  call.terminal->Answer(call.is_json
                            ? answer.Written()
                            : absl::StrCat("written   ", Counted(files.size(), "page", "pages"),
                                           " into ", folder, "; read one with man -l"));
  return absl::OkStatus();
}

}  // namespace lontar::cli
