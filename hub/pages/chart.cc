#include "hub/pages/chart.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "hub/pages/hub_words.h"

namespace lontar::pages {
namespace {

using net::Answer;

// A picture, in its own units.
constexpr double kWidth = 220;
constexpr double kHeight = 120;
constexpr double kLeft = 10;
constexpr double kRight = 10;
constexpr double kTop = 12;
constexpr double kBottom = 20;
constexpr double kDot = 3.5;
// A page stays small; the table and the JSON have all.
constexpr size_t kPointsMax = 400;

struct ChartPoint {
  int year = 0;
  double value = 0;
  std::string text;  // as it was sent
  bool is_base = false;
  bool is_provisional = false;
};
// By age and concept: "Y5T17, EA".
using ChartSeries = std::map<std::string, std::vector<ChartPoint>>;
// Members in the order of the cells, which is ASEAN's.
using ChartMembers = std::vector<std::pair<std::string, ChartSeries>>;

struct Scale {
  int first = 0;
  int last = 0;
  double top = 0;
  double X(int year) const {
    if (last == first) return kWidth / 2;
    return kLeft + (kWidth - kLeft - kRight) * (year - first) / (last - first);
  }
  double Y(double value) const {
    const double share = top <= 0 ? 0 : value / top;
    return kHeight - kBottom - (kHeight - kTop - kBottom) * share;
  }
};

// The series of an undivided figure; nothing for one with a breakdown.
std::optional<std::string> SeriesOf(const Answer& cell) {
  const Answer& dimensions = cell.At("dimensions");
  std::vector<std::string> kept;
  for (size_t i = 0; i < dimensions.keys().size(); ++i) {
    const std::string& code = dimensions.items()[i].text();
    const std::string& name = dimensions.keys()[i];
    if (name == "age" || name == "concept") {
      if (code != "_T" && code != "_Z") kept.push_back(code);
    } else if (code != "_T" && code != "_Z") {
      return std::nullopt;
    }
  }
  return absl::StrJoin(kept, ", ");
}

std::optional<ChartPoint> PointOf(const ChartQuestion& question, const Answer& cell) {
  ChartPoint point;
  point.text = cell.Text("value");
  const std::string period = cell.Text("period");
  if (cell.Text("state") != "current" || !absl::SimpleAtod(point.text, &point.value) ||
      point.value < 0 || !absl::SimpleAtoi(period.substr(0, 4), &point.year)) {
    return std::nullopt;
  }
  const auto base = question.base_years.find(cell.Text("member"));
  point.is_base = base != question.base_years.end() && base->second == point.year;
  point.is_provisional = cell.Text("status") == "P";
  return point;
}

ChartSeries& SeriesFor(const std::string& member, ChartMembers* members) {
  const auto found = std::ranges::find(*members, member, &ChartMembers::value_type::first);
  if (found != members->end()) return found->second;
  return members->emplace_back(member, ChartSeries()).second;
}

// By measure.
std::map<std::string, ChartMembers> Gather(const ChartQuestion& question) {
  std::map<std::string, ChartMembers> measures;
  size_t points = 0;
  for (const Answer& cell : question.cells.List("cells")) {
    const auto series = SeriesOf(cell);
    const auto point = PointOf(question, cell);
    if (!series || !point || ++points > kPointsMax) continue;
    SeriesFor(cell.Text("member"), &measures[cell.Text("measure")])[*series].push_back(*point);
  }
  for (auto& [measure, members] : measures) {
    for (auto& [member, all] : members) {
      for (auto& [name, series] : all) {
        std::ranges::stable_sort(series, {}, &ChartPoint::year);
      }
    }
  }
  return measures;
}

Scale ScaleOf(const ChartMembers& members) {
  Scale scale;
  bool is_first = true;
  for (const auto& [member, all] : members) {
    for (const auto& [name, series] : all) {
      for (const ChartPoint& point : series) {
        scale.first = is_first ? point.year : std::min(scale.first, point.year);
        scale.last = is_first ? point.year : std::max(scale.last, point.year);
        scale.top = std::max(scale.top, point.value);
        is_first = false;
      }
    }
  }
  return scale;
}

std::string Number(double value) { return absl::StrFormat("%.1f", value); }

std::string LineTo(const Scale& scale, const ChartPoint& from, const ChartPoint& to) {
  return absl::StrCat("<line class=\"way", to.is_provisional ? " provisional" : "", "\" x1=\"",
                      Number(scale.X(from.year)), "\" y1=\"", Number(scale.Y(from.value)),
                      "\" x2=\"", Number(scale.X(to.year)), "\" y2=\"", Number(scale.Y(to.value)),
                      "\"/>");
}

std::string DotAt(const Scale& scale, const ChartPoint& point) {
  return absl::StrCat("<circle class=\"", point.is_base ? "dot base" : "dot", "\" cx=\"",
                      Number(scale.X(point.year)), "\" cy=\"", Number(scale.Y(point.value)),
                      "\" r=\"", Number(kDot), "\"/>");
}

Html LabelAt(double x, double y, absl::string_view anchor, absl::string_view text) {
  return Html::Element("text",
                       {{"x", Number(x)}, {"y", Number(y)}, {"text-anchor", std::string(anchor)}},
                       Html::Text(text));
}

Html PictureOf(const Scale& scale, const ChartSeries& all) {
  Html picture =
      Html::Raw(absl::StrCat("<line class=\"axis\" x1=\"0\" y1=\"", Number(scale.Y(0)), "\" x2=\"",
                             Number(kWidth), "\" y2=\"", Number(scale.Y(0)), "\"/>"));
  for (const auto& [name, series] : all) {
    for (size_t i = 0; i < series.size(); ++i) {
      // A gap stays a gap: only neighbours of one series are joined, each year once.
      if (i > 0 && series[i].year != series[i - 1].year) {
        picture.Add(Html::Raw(LineTo(scale, series[i - 1], series[i])));
      }
    }
    for (const ChartPoint& point : series) picture.Add(Html::Raw(DotAt(scale, point)));
  }
  const bool is_one_year = scale.last == scale.first;
  picture.Add(LabelAt(is_one_year ? scale.X(scale.first) : kLeft, kHeight - 4,
                      is_one_year ? "middle" : "start", absl::StrCat(scale.first)));
  if (!is_one_year) {
    picture.Add(LabelAt(kWidth - kRight, kHeight - 4, "end", absl::StrCat(scale.last)));
  }
  return picture;
}

std::string WordsOf(const ChartSeries& all) {
  std::vector<std::string> series_words;
  for (const auto& [name, series] : all) {
    std::vector<std::string> points;
    for (const ChartPoint& point : series) {
      points.push_back(absl::StrCat(point.year, " ", point.text));
    }
    series_words.push_back(
        absl::StrCat(name, name.empty() ? "" : ": ", absl::StrJoin(points, ", ")));
  }
  return absl::StrJoin(series_words, "; ");
}

Html FigureOf(const Scale& scale, const std::string& member, const ChartSeries& all) {
  const Html svg = Html::Element("svg",
                                 {{"viewBox", absl::StrCat("0 0 ", kWidth, " ", kHeight)},
                                  {"role", "img"},
                                  {"aria-label", absl::StrCat(member, ": ", WordsOf(all))}},
                                 PictureOf(scale, all));
  Html figure = Html::Element("figcaption", {}, Html::Text(member));
  return Html::Element("figure", {}, figure.Add(svg));
}

}  // namespace

Html Charts(const ChartQuestion& question) {
  Html charts;
  for (const auto& [measure, members] : Gather(question)) {
    const Scale scale = ScaleOf(members);
    charts.Add(Html::Element("h3", {}, EnglishText(question.language, measure)));
    Html figures;
    for (const auto& [member, all] : members) figures.Add(FigureOf(scale, member, all));
    charts.Add(Html::Element("div", {{"class", "charts"}}, figures));
  }
  if (charts.markup().empty()) return charts;
  return charts.Add(Html::Element("p", {{"class", "hint"}},
                                  Html::Text(HubWord(question.language, "chart.hint"))));
}

}  // namespace lontar::pages
