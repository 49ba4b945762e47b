#include "hub/rest/data_body.h"

#include <algorithm>
#include <span>
#include <utility>

#include "core/base/status_macros.h"
#include "hub/rest/figure_pass.h"

namespace lontar::hub::rest {
namespace {

// Holds one group of figures and what is written of it.
class DataBody : public net::HttpBody {
 public:
  DataBody(std::shared_ptr<const DataWork> work, sdmx::Structure written,
           const sdmx::Writing& writing, std::optional<sdmx::Survey> survey)
      : work_(std::move(work)),
        written_(std::move(written)),
        survey_(std::move(survey)),
        writer_(sdmx::MakeDataWriter(writing,
                                     {written_, survey_ ? &*survey_ : nullptr, work_->head},
                                     [this](absl::string_view bytes) {
                                       made_.append(bytes.data(), bytes.size());
                                       return absl::OkStatus();
                                     })),
        selector_(work_->selection, work_->plan.structure, writer_.get()),
        pass_(work_.get()) {}

  absl::StatusOr<size_t> Read(std::span<char> room) override {
    while (taken_ == made_.size() && !is_at_end_) LONTAR_RETURN_IF_ERROR(MakeMore());
    const size_t size = std::min(room.size(), made_.size() - taken_);
    std::copy_n(made_.begin() + static_cast<ptrdiff_t>(taken_), size, room.begin());
    taken_ += size;
    return size;
  }

 private:
  absl::Status MakeMore() {
    made_.clear();
    taken_ = 0;
    if (!is_begun_) {
      is_begun_ = true;
      return selector_.Begin();
    }
    bool has_more = false;
    if (!selector_.is_full()) {
      LONTAR_ASSIGN_OR_RETURN(has_more, pass_.Next(selector_));
    }
    if (has_more) return absl::OkStatus();
    is_at_end_ = true;
    return selector_.End();
  }

  const std::shared_ptr<const DataWork> work_;
  const sdmx::Structure written_;
  const std::optional<sdmx::Survey> survey_;
  std::string made_;
  size_t taken_ = 0;
  const std::unique_ptr<sdmx::ObservationSink> writer_;
  sdmx::Selector selector_;
  FigurePass pass_;
  bool is_begun_ = false;
  bool is_at_end_ = false;
};

}  // namespace

std::unique_ptr<net::HttpBody> MakeDataBody(const std::shared_ptr<const DataWork>& work,
                                            sdmx::Structure written, const sdmx::Writing& writing,
                                            std::optional<sdmx::Survey> survey) {
  return std::make_unique<DataBody>(work, std::move(written), writing, std::move(survey));
}

}  // namespace lontar::hub::rest
