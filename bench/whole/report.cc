#include "bench/whole/report.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace lontar::bench {
namespace {

using nlohmann::json;

constexpr double kMiB = 1024.0 * 1024.0;

// Median and range of one figure over the repetitions.
struct Spread {
  std::vector<double> values;
  double median() const { return Median(values); }
  double low() const { return values.empty() ? 0 : *std::ranges::min_element(values); }
  double high() const { return values.empty() ? 0 : *std::ranges::max_element(values); }
};

template <class Item, class Value>
Spread SpreadOf(const std::vector<Item>& items, Value value) {
  Spread spread;
  for (const Item& item : items) spread.values.push_back(value(item));
  return spread;
}

json JsonOf(const Spread& spread) {
  return {{"median", spread.median()}, {"low", spread.low()}, {"high", spread.high()}};
}

// All that is derived from the raw figures; text and JSON show the same.
struct Derived {
  explicit Derived(const Figures& f) {
    const double observations = static_cast<double>(f.observations);
    const double submissions = f.shape.submissions;
    seconds = SpreadOf(f.windows, [](const Window& w) { return w.seconds; });
    observation_rate =
        SpreadOf(f.windows, [=](const Window& w) { return observations / w.seconds; });
    submission_rate = SpreadOf(f.windows, [=](const Window& w) { return submissions / w.seconds; });
    hub_cpu_ms =
        SpreadOf(f.windows, [=](const Window& w) { return 1000 * w.hub_cpu_s / submissions; });
    nodes_cpu_ms =
        SpreadOf(f.windows, [=](const Window& w) { return 1000 * w.nodes_cpu_s / submissions; });
    busy = SpreadOf(f.windows, [&f](const Window& w) {
      return (w.hub_cpu_s + w.nodes_cpu_s) / w.seconds / std::max(1, f.machine.cores);
    });
    written = SpreadOf(f.windows, [=](const Window& w) {
      return static_cast<double>(w.hub_written_bytes) / submissions;
    });
    leaves_pulled =
        SpreadOf(f.windows, [](const Window& w) { return static_cast<double>(w.leaves_pulled); });
    audit_peak =
        SpreadOf(f.audits, [](const Audit& a) { return static_cast<double>(a.peak_bytes); });
    threshold_ms = SpreadOf(f.windows, [](const Window& w) { return 1000 * w.threshold_s; });
    hub_peak =
        SpreadOf(f.windows, [](const Window& w) { return static_cast<double>(w.hub_peak_bytes); });
    node_peak =
        SpreadOf(f.windows, [](const Window& w) { return static_cast<double>(w.node_peak_bytes); });
    audit_rate = SpreadOf(
        f.audits, [](const Audit& a) { return static_cast<double>(a.signatures) / a.audit_s; });
    audit_cells =
        SpreadOf(f.audits, [](const Audit& a) { return static_cast<double>(a.cells) / a.audit_s; });
    mirror_s = SpreadOf(f.audits, [](const Audit& a) { return a.mirror_s; });
  }
  Spread seconds, observation_rate, submission_rate, hub_cpu_ms, nodes_cpu_ms, busy, written;
  Spread leaves_pulled, threshold_ms, hub_peak, node_peak, audit_rate, audit_cells, audit_peak;
  Spread mirror_s;
};

void Line(std::string* text, absl::string_view name, const std::string& value,
          const std::string& beside = "") {
  absl::StrAppendFormat(text, "%-34s %18s", name, value);
  if (!beside.empty()) absl::StrAppend(text, "   ", beside);
  text->push_back('\n');
}

// "1234 (1200-1300)".
std::string Shown(const Spread& spread, int digits = 0) {
  if (spread.values.size() < 2) return absl::StrFormat("%.*f", digits, spread.median());
  return absl::StrFormat("%.*f (%.*f-%.*f)", digits, spread.median(), digits, spread.low(), digits,
                         spread.high());
}

std::string Share(double ours, double limit, absl::string_view of) {
  if (limit <= 0) return "";
  return absl::StrFormat("%.3f of %s, %.0f", ours / limit, of, limit);
}

void AppendHead(const Figures& f, std::string* text) {
  absl::StrAppendFormat(
      text, "load       %s: %d members, %d submissions of %d observations, %d in all; seed %d\n",
      f.shape.name, f.shape.members, f.shape.submissions, f.shape.observations, f.observations,
      f.seed);
  absl::StrAppendFormat(text, "commit     %s\nbuild      %s\n", f.commit, f.build);
  absl::StrAppendFormat(text,
                        "machine    %d cores, %s, %.0f GiB, Linux %s, %s; %.0f fdatasync a second; "
                        "load average before: %.2f\n",
                        f.machine.cores, f.machine.processor, f.machine.memory_bytes / kMiB / 1024,
                        f.machine.kernel, f.machine.file_system, f.limits.sync_per_s,
                        f.machine.load_before);
  absl::StrAppendFormat(text,
                        "repeated   %d times after a warm-up; median (lowest-highest). Hub, nodes "
                        "and this program share the cores\n\n",
                        f.windows.size());
}

void AppendRates(const Figures& f, const Derived& d, std::string* text) {
  const double two_signatures = 2 * d.submission_rate.median();
  Line(text, "from full queues to receipts, s", Shown(d.seconds, 2));
  Line(text, "observations a second", Shown(d.observation_rate),
       Share(d.observation_rate.median(), Median(f.limits.sqlite_rows_per_s), "SQLite upserts"));
  Line(text, "submissions a second", Shown(d.submission_rate),
       Share(d.submission_rate.median(), Median(f.limits.sqlite_transactions_per_s),
             "SQLite transactions"));
  Line(text, "", "",
       Share(d.submission_rate.median(), Median(f.limits.batches_per_s), "raw synced batches"));
  Line(text, "", "",
       Share(d.submission_rate.median(), Median(f.limits.joined_batches_per_s),
             absl::StrCat("raw submissions, ", kJoined, " a batch")));
  Line(text, "signatures verified a second", absl::StrFormat("%.0f", two_signatures),
       Share(two_signatures, f.limits.verify_per_s, "OpenSSL on all cores"));
  Line(text, "hub CPU, ms a submission", Shown(d.hub_cpu_ms, 2));
  Line(text, "nodes CPU, ms a submission", Shown(d.nodes_cpu_ms, 2));
  Line(text, "cores busy with hub and nodes", Shown(d.busy, 2));
  Line(text, "leaves pulled by all nodes", Shown(d.leaves_pulled));
  Line(text, "threshold answer, ms", Shown(d.threshold_ms, 1));
  const double cores = std::max(1, f.machine.cores);
  Line(text, "intake: submissions a second",
       absl::StrFormat("%.0f", f.shape.submissions / f.intake.seconds),
       absl::StrFormat("import %.2f, sign %.2f, approve %.2f ms each, %.0f at a time",
                       1000 * f.intake.import_s / f.shape.submissions,
                       1000 * f.intake.sign_s / f.shape.submissions,
                       1000 * f.intake.approve_s / f.shape.submissions, cores));
}

void AppendBytes(const Figures& f, const Derived& d, std::string* text) {
  const double observations = static_cast<double>(f.observations);
  const auto each = [observations](double bytes) {
    return absl::StrFormat("%.2f", bytes / observations);
  };
  const double hub_grown =
      static_cast<double>(f.stores_after.hub) - static_cast<double>(f.stores_prepared.hub);
  text->append("\nbytes an observation\n");
  Line(text, "  records: leaf, report, parts", each(static_cast<double>(f.record_bytes)),
       absl::StrCat("zstd -3: each ", each(static_cast<double>(f.limits.zstd_each_bytes)),
                    ", all as one ", each(static_cast<double>(f.limits.zstd_all_bytes))));
  Line(text, "  on the wire, to the hub", each(static_cast<double>(f.wire_to_hub)),
       absl::StrCat("CSV ", each(static_cast<double>(f.intake.csv_bytes)), ", all as one zstd -3 ",
                    each(static_cast<double>(f.limits.zstd_csv_bytes))));
  Line(text, "  on the wire, to all nodes", each(static_cast<double>(f.wire_to_nodes)));
  Line(text, "  on disk, hub", each(hub_grown),
       absl::StrCat("raw RocksDB ", each(static_cast<double>(f.limits.raw_store_bytes)),
                    ", SQLite ", each(static_cast<double>(f.limits.sqlite_bytes))));
  Line(text, "  written to disk by the hub", each(d.written.median() * f.shape.submissions));
  Line(text, "  on disk, its node, queue full", each(static_cast<double>(f.stores_prepared.nodes)));
  Line(text, "  on disk, all nodes, at the end", each(static_cast<double>(f.stores_after.nodes)));
}

}  // namespace

std::string TextOf(const Figures& f) {
  const Derived d(f);
  std::string text;
  AppendHead(f, &text);
  AppendRates(f, d, &text);
  AppendBytes(f, d, &text);
  text.push_back('\n');
  Line(&text, "peak memory, hub, MiB", absl::StrFormat("%.0f", d.hub_peak.high() / kMiB));
  Line(&text, "peak memory, largest node, MiB", absl::StrFormat("%.0f", d.node_peak.high() / kMiB));
  Line(&text, "peak memory, lontar audit, MiB",
       absl::StrFormat("%.0f", d.audit_peak.high() / kMiB));
  Line(&text, "audit: signatures a second", Shown(d.audit_rate),
       Share(d.audit_rate.median(), f.limits.verify_per_s, "OpenSSL on all cores"));
  Line(&text, "audit: cells a second", Shown(d.audit_cells));
  Line(&text, "mirror written, s", Shown(d.mirror_s, 2),
       absl::StrFormat("%.1f MiB", static_cast<double>(f.audits.back().mirror_bytes) / kMiB));
  return text;
}

std::string JsonOf(const Figures& f) {
  const Derived d(f);
  const json result = {
      {"schema", "lontar.bench.v1"},
      {"load",
       {{"name", f.shape.name},
        {"members", f.shape.members},
        {"submissions", f.shape.submissions},
        {"observations", f.observations},
        {"seed", f.seed}}},
      {"commit", f.commit},
      {"build", f.build},
      {"machine",
       {{"cores", f.machine.cores},
        {"processor", f.machine.processor},
        {"kernel", f.machine.kernel},
        {"file_system", f.machine.file_system},
        {"load_before", f.machine.load_before},
        {"fdatasync_per_s", f.limits.sync_per_s}}},
      {"repetitions", f.windows.size()},
      {"seconds", JsonOf(d.seconds)},
      {"observations_per_s", JsonOf(d.observation_rate)},
      {"submissions_per_s", JsonOf(d.submission_rate)},
      {"hub_cpu_ms_per_submission", JsonOf(d.hub_cpu_ms)},
      {"nodes_cpu_ms_per_submission", JsonOf(d.nodes_cpu_ms)},
      {"cores_busy", JsonOf(d.busy)},
      {"leaves_pulled", JsonOf(d.leaves_pulled)},
      {"threshold_ms", JsonOf(d.threshold_ms)},
      {"intake",
       {{"seconds", f.intake.seconds},
        {"import_s", f.intake.import_s},
        {"sign_s", f.intake.sign_s},
        {"approve_s", f.intake.approve_s},
        {"csv_bytes", f.intake.csv_bytes}}},
      {"bytes",
       {{"records", f.record_bytes},
        {"wire_to_hub", f.wire_to_hub},
        {"wire_to_nodes", f.wire_to_nodes},
        {"hub_store_before", f.stores_prepared.hub},
        {"hub_store_after", f.stores_after.hub},
        {"node_stores_before", f.stores_prepared.nodes},
        {"node_stores_after", f.stores_after.nodes},
        {"hub_written_per_submission", JsonOf(d.written)}}},
      {"peak_bytes",
       {{"hub", d.hub_peak.high()},
        {"largest_node", d.node_peak.high()},
        {"audit", d.audit_peak.high()}}},
      {"audit",
       {{"entries", f.audits.back().entries},
        {"signatures", f.audits.back().signatures},
        {"cells", f.audits.back().cells},
        {"signatures_per_s", JsonOf(d.audit_rate)},
        {"cells_per_s", JsonOf(d.audit_cells)},
        {"mirror_s", JsonOf(d.mirror_s)},
        {"mirror_bytes", f.audits.back().mirror_bytes}}},
      {"limits",
       {{"openssl_verify_per_s_all_cores", f.limits.verify_per_s},
        {"rocksdb_batches_per_s", JsonOf(Spread{f.limits.batches_per_s})},
        {"rocksdb_joined_batches_per_s", JsonOf(Spread{f.limits.joined_batches_per_s})},
        {"rocksdb_bytes", f.limits.raw_store_bytes},
        {"sqlite_rows_per_s", JsonOf(Spread{f.limits.sqlite_rows_per_s})},
        {"sqlite_transactions_per_s", JsonOf(Spread{f.limits.sqlite_transactions_per_s})},
        {"sqlite_bytes", f.limits.sqlite_bytes},
        {"zstd_each_bytes", f.limits.zstd_each_bytes},
        {"zstd_all_bytes", f.limits.zstd_all_bytes},
        {"zstd_csv_bytes", f.limits.zstd_csv_bytes}}}};
  return result.dump(2) + "\n";
}

}  // namespace lontar::bench
