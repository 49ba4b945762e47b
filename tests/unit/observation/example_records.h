#pragma once
// The part and the report of the worked example in docs/formats/report.md; other tests change them.

#include <string>

#include "core/observation/report.h"

namespace lontar::observation {

inline base::Salt ExampleSalt(char fill) {
  return *base::Salt::FromBytes(std::string(base::Salt::kBytes, fill));
}

inline base::PartHash ExamplePartHash(char fill) {
  return *base::PartHash::FromBytes(std::string(base::PartHash::kBytes, fill));
}

// Two rows: boys 4.20 percent, girls not available.
inline Block ExampleBlock() {
  Row girls;
  girls.codes = {"F", "Y5T17"};
  girls.status = Status::kNotAvailable;
  girls.comment = "no sample";
  Row boys;
  boys.codes = {"M", "Y5T17"};
  boys.value = {.mantissa = 420, .scale = 2};
  boys.deviations = SetOf(Deviation::kConcept);
  boys.source = "LFS 2016";
  return {.measure = "proportion",
          .period = "2016",
          .unit_received = "PT",
          .dimensions = {"sex", "age"},
          .rows = {girls, boys}};
}

inline Part ExamplePart() {
  return {.salt = ExampleSalt('\x11'),
          .content = Figures{.indicator = "child-labour-5-17", .blocks = {ExampleBlock()}}};
}

inline Report ExampleReport() {
  Report report;
  report.salt = ExampleSalt('\x22');
  report.hub_id = *base::HubId::FromBytes(std::string(base::HubId::kBytes, '\x33'));
  report.collection = "asean-child-labour";
  report.member = "KH";
  report.provider = "KH.MOP";
  report.catalogue_version = "2025.1";
  report.parts = {{.part_hash = ExamplePartHash('\x44'),
                   .indicator = "child-labour-5-17",
                   .kind = PartKind::kFigures,
                   .bytes = EncodePart(ExamplePart()).size(),
                   .blocks = {{.measure = "proportion",
                               .period = "2016",
                               .withdrawn = std::nullopt,
                               .with_number = 1,
                               .held_back = 0,
                               .missing = 1,
                               .as_specified = 0}}}};
  return report;
}

}  // namespace lontar::observation
