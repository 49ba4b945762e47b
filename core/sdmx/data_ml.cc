#include "core/sdmx/data_ml.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/status_macros.h"
#include "core/sdmx/escape.h"
#include "core/sdmx/output.h"

namespace lontar::sdmx {
namespace {

constexpr absl::string_view kSchemas = "http://www.sdmx.org/resources/sdmxml/schemas/";

class MlWriter : public ObservationSink {
 public:
  MlWriter(const Structure& structure, MessageHead head, MlData form, ByteSink sink)
      : structure_(structure),
        head_(std::move(head)),
        form_(form),
        is_generic_(form == MlData::kGeneric21),
        output_(std::move(sink)) {}

  absl::Status Begin() override {
    AppendRoot();
    AppendHeader();
    return output_.Flow();
  }

  absl::Status Observe(const Observation& observation) override {
    if (!has_data_set_ || observation.is_deleted != is_deleted_ ||
        observation.edition != edition_) {
      edition_ = observation.edition;
      OpenDataSet(observation.is_deleted);
    }
    if (!head_.is_flat && (!is_open_ || observation.key != key_)) {
      CloseSeries();
      OpenSeries(observation);
    }
    if (observation.period.empty()) return output_.Flow();
    if (is_generic_) {
      AppendGeneric(observation);
    } else {
      AppendSpecific(observation);
    }
    return output_.Flow();
  }

  absl::Status End() override {
    if (!has_data_set_) OpenDataSet(false);
    CloseSeries();
    Add("</message:DataSet>\n</message:", RootName(), ">\n");
    return output_.Flush();
  }

 private:
  template <class... Pieces>
  void Add(const Pieces&... pieces) {
    absl::StrAppend(&output_.text(), pieces...);
  }
  // ` name="value"`
  void AddAttribute(absl::string_view name, absl::string_view value) {
    Add(" ", name, "=\"");
    AppendXml(value, &output_.text());
    Add("\"");
  }

  absl::string_view RootName() const {
    return is_generic_ ? "GenericData" : "StructureSpecificData";
  }

  std::string DataNamespace() const {
    const std::string urn =
        form_ == MlData::kSpecific30 ? structure_.DataflowUrn() : structure_.DataStructureUrn();
    return absl::StrCat(urn, ":ObsLevelDim:", ObservationDimension());
  }
  absl::string_view ObservationDimension() const {
    return head_.is_flat ? "AllDimensions" : absl::string_view(structure_.time.id);
  }

  void AppendRoot() {
    const absl::string_view version = form_ == MlData::kSpecific30 ? "v3_0" : "v2_1";
    Add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<message:", RootName());
    AddAttribute("xmlns:message", absl::StrCat(kSchemas, version, "/message"));
    AddAttribute("xmlns:common", absl::StrCat(kSchemas, version, "/common"));
    if (is_generic_) {
      AddAttribute("xmlns:generic", absl::StrCat(kSchemas, version, "/data/generic"));
    } else {
      AddAttribute("xmlns:ss", absl::StrCat(kSchemas, version, "/data/structurespecific"));
      AddAttribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
      AddAttribute("xmlns:ns1", DataNamespace());
    }
    Add(">\n");
  }

  void AppendHeader() {
    Add("<message:Header>\n<message:ID>", head_.id, "</message:ID>\n<message:Test>",
        head_.is_test ? "true" : "false", "</message:Test>\n<message:Prepared>",
        head_.PreparedText(), "</message:Prepared>\n<message:Sender id=\"", head_.sender,
        "\"/>\n<message:Structure structureID=\"", structure_.reference.id, "\"");
    if (!is_generic_) AddAttribute("namespace", DataNamespace());
    Add(" dimensionAtObservation=\"", ObservationDimension(), "\">\n");
    if (form_ == MlData::kSpecific30) {
      Add("<common:StructureUsage>", structure_.DataflowUrn(), "</common:StructureUsage>\n");
    } else {
      const Reference& reference = structure_.reference;
      Add("<common:Structure><Ref agencyID=\"", reference.agency, "\" id=\"", reference.id,
          "\" version=\"", reference.version, "\"/></common:Structure>\n");
    }
    Add("</message:Structure>\n<message:DataSetAction>Replace</message:DataSetAction>\n"
        "</message:Header>\n");
  }

  void OpenDataSet(bool is_deleted) {
    if (has_data_set_) {
      CloseSeries();
      Add("</message:DataSet>\n");
    }
    has_data_set_ = true;
    is_deleted_ = is_deleted;
    const absl::string_view prefix = is_generic_ ? "" : "ss:";
    Add("<message:DataSet ", prefix, "structureRef=\"", structure_.reference.id, "\"");
    if (!is_generic_) Add(" xsi:type=\"ns1:DataSetType\" ss:dataScope=\"DataStructure\"");
    Add(" ", prefix, "action=\"", is_deleted ? "Delete" : "Replace", "\"");
    AppendValidity(prefix);
    Add(">\n");
  }

  void AppendValidity(absl::string_view prefix) {
    if (head_.editions.empty()) return;
    const Validity& validity = head_.editions[edition_];
    Add(" ", prefix, "validFromDate=\"", MessageHead::InstantText(validity.from), "\"");
    if (!validity.to) return;
    Add(" ", prefix, "validToDate=\"", MessageHead::InstantText(*validity.to), "\"");
  }

  bool IsOfSeries(size_t attribute) const {
    return !head_.is_flat && !structure_.attributes[attribute].dimension.empty();
  }

  void OpenSeries(const Observation& observation) {
    key_ = observation.key;
    is_open_ = true;
    if (is_generic_) {
      Add("<generic:Series>\n<generic:SeriesKey>");
      AppendKey(key_);
      Add("</generic:SeriesKey>\n");
      AppendGenericAttributes(observation, true);
      return;
    }
    Add("<Series");
    AddKeyAttributes(key_);
    AppendSpecificAttributes(observation, true);
    Add(">\n");
  }

  void CloseSeries() {
    if (is_open_) Add(is_generic_ ? "</generic:Series>\n" : "</Series>\n");
    is_open_ = false;
  }

  void AppendPair(absl::string_view id, absl::string_view value) {
    Add("<generic:Value id=\"", id, "\"");
    AddAttribute("value", value);
    Add("/>");
  }

  void AppendKey(const std::vector<std::string>& key) {
    for (size_t i = 0; i < key.size(); ++i) AppendPair(structure_.dimensions[i].id, key[i]);
  }

  void AddKeyAttributes(const std::vector<std::string>& key) {
    for (size_t i = 0; i < key.size(); ++i) AddAttribute(structure_.dimensions[i].id, key[i]);
  }

  void AppendGenericAttributes(const Observation& observation, bool of_series) {
    bool is_begun = false;
    for (size_t i = 0; i < observation.attributes.size(); ++i) {
      if (IsOfSeries(i) != of_series || observation.attributes[i].empty()) continue;
      if (!is_begun) Add("<generic:Attributes>");
      is_begun = true;
      AppendPair(structure_.attributes[i].id, observation.attributes[i]);
    }
    if (is_begun) Add("</generic:Attributes>\n");
  }

  void AppendGeneric(const Observation& observation) {
    if (head_.is_flat) {
      Add("<generic:Obs><generic:ObsKey>");
      AppendKey(observation.key);
      AppendPair(structure_.time.id, observation.period);
      Add("</generic:ObsKey>");
    } else {
      Add("<generic:Obs><generic:ObsDimension id=\"", structure_.time.id, "\"");
      AddAttribute("value", observation.period);
      Add("/>");
    }
    if (!observation.value.empty()) Add("<generic:ObsValue value=\"", observation.value, "\"/>");
    AppendGenericAttributes(observation, false);
    Add("</generic:Obs>\n");
  }

  void AppendSpecificAttributes(const Observation& observation, bool of_series) {
    for (size_t i = 0; i < observation.attributes.size(); ++i) {
      if (IsOfSeries(i) != of_series || observation.attributes[i].empty()) continue;
      AddAttribute(structure_.attributes[i].id, observation.attributes[i]);
    }
  }

  void AppendSpecific(const Observation& observation) {
    Add("<Obs");
    if (head_.is_flat) AddKeyAttributes(observation.key);
    AddAttribute(structure_.time.id, observation.period);
    if (!observation.value.empty()) AddAttribute(structure_.measure.id, observation.value);
    AppendSpecificAttributes(observation, false);
    Add("/>\n");
  }

  const Structure& structure_;
  const MessageHead head_;
  const MlData form_;
  const bool is_generic_;
  Output output_;
  bool has_data_set_ = false;
  bool is_deleted_ = false;
  size_t edition_ = 0;
  bool is_open_ = false;
  std::vector<std::string> key_;
};

}  // namespace

std::unique_ptr<ObservationSink> MakeMlWriter(const Structure& structure, const MessageHead& head,
                                              MlData form, ByteSink sink) {
  return std::make_unique<MlWriter>(structure, head, form, std::move(sink));
}

}  // namespace lontar::sdmx
