// lontar-bench: the whole way of the data with real programs, measured. See bench/README.md.
//
//   lontar-bench --bin DIR --root DIR --dir DIR [--load big|small|tiny] [--repeat N] [--seed N]
//                [--json FILE] [--commit TEXT] [--build TEXT]
//
// Ends with 0 done, 1 failed, 2 usage. The table goes to standard output, what it is at to standard
// error.

#include <stdlib.h>

#include <cstdio>
#include <map>
#include <thread>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "bench/limits/ed25519.h"
#include "bench/whole/relay.h"
#include "bench/whole/report.h"
#include "core/base/files.h"
#include "core/base/status_macros.h"

namespace lontar::bench {
namespace {

// Long enough for a steady figure, short beside the rest.
constexpr double kLimitSeconds = 2.0;
constexpr double kTinyLimitSeconds = 0.05;
constexpr int kRepeatMax = 100;

using Options = std::map<std::string, std::string>;

void Say(const std::string& what) { std::fprintf(stderr, "lontar-bench: %s\n", what.c_str()); }

// "--name value" pairs over the defaults.
absl::StatusOr<Options> ReadOptions(int argc, char** argv) {
  Options options = {{"--bin", ""},     {"--root", ""},          {"--dir", ""},
                     {"--load", "big"}, {"--repeat", "3"},       {"--seed", "1"},
                     {"--json", ""},    {"--commit", "unknown"}, {"--build", "unknown"}};
  for (int i = 1; i < argc; i += 2) {
    const auto known = options.find(argv[i]);
    if (known == options.end() || i + 1 >= argc) {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", argv[i], "\" is no option with a value; bench/README.md lists them"));
    }
    known->second = argv[i + 1];
  }
  for (const char* needed : {"--bin", "--root", "--dir"}) {
    if (options[needed].empty()) {
      return absl::InvalidArgumentError(absl::StrCat(needed, " is missing"));
    }
  }
  return options;
}

struct Plan {
  Places places;
  Load load;
  int repeat = 3;
  uint64_t seed = 1;
};

absl::StatusOr<Plan> PlanOf(Options& options) {
  const auto shape = ShapeNamed(options["--load"]);
  int repeat = 0;
  uint64_t seed = 0;
  if (!shape) {
    return absl::InvalidArgumentError(
        absl::StrCat("no load \"", options["--load"], "\"; there are big, small and tiny"));
  }
  if (!absl::SimpleAtoi(options["--repeat"], &repeat) || repeat < 1 || repeat > kRepeatMax) {
    return absl::InvalidArgumentError("--repeat wants a number from 1 to 100");
  }
  if (!absl::SimpleAtoi(options["--seed"], &seed)) {
    return absl::InvalidArgumentError("--seed wants a number");
  }
  return Plan{
      {options["--bin"], options["--root"], options["--dir"]}, Load(*shape, seed), repeat, seed};
}

// One repetition from the prepared stores; through a relay where one is given.
absl::Status RunOnce(Federation& federation, const Load& load, int relay_port, Figures* figures) {
  LONTAR_RETURN_IF_ERROR(federation.Restore());
  LONTAR_RETURN_IF_ERROR(federation.StartAll(relay_port));
  LONTAR_ASSIGN_OR_RETURN(const Window window, SyncAll(federation, load));
  if (relay_port == 0) {
    figures->windows.push_back(window);
    LONTAR_ASSIGN_OR_RETURN(figures->audits.emplace_back(), AuditMirror(federation, load));
  }
  LONTAR_RETURN_IF_ERROR(federation.StopAll());
  figures->stores_after = federation.StoresNow();
  return absl::OkStatus();
}

// The warm-up is the repetition in which bytes are counted: its seconds do not matter.
absl::Status WarmUp(Federation& federation, const Load& load, Figures* figures) {
  LONTAR_ASSIGN_OR_RETURN(const auto relay, Relay::Start(federation.hub_port()));
  LONTAR_RETURN_IF_ERROR(RunOnce(federation, load, relay->port(), figures));
  figures->wire_to_hub = relay->bytes_to_hub();
  figures->wire_to_nodes = relay->bytes_to_nodes();
  return absl::OkStatus();
}

std::vector<SqliteRow> SqliteRowsOf(const Load& load, int member, int number) {
  const std::string code = Load::MemberCode(member);
  std::vector<SqliteRow> rows;
  for (const LoadRow& row : load.RowsOf(member, number)) {
    rows.push_back({{code, Load::ProviderOf(code), std::string(Load::kIndicatorCode), row.measure,
                     row.period, row.sex, row.age, row.citizenship, row.urbanisation, row.activity},
                    row.value});
  }
  return rows;
}

// The same rows in the order in which members take turns.
absl::Status MeasureSqlite(const Plan& plan, Limits* limits) {
  const int members = plan.load.shape().members;
  const auto rows_of = [&](int i) { return SqliteRowsOf(plan.load, i % members, i / members); };
  for (int i = 0; i < plan.repeat; ++i) {
    LONTAR_ASSIGN_OR_RETURN(
        const SqliteUpserts upserts,
        UpsertIntoSqlite(plan.places.dir + "/rows.sqlite", plan.load.shape().submissions, rows_of));
    limits->sqlite_rows_per_s.push_back(upserts.rows_per_s);
    limits->sqlite_transactions_per_s.push_back(upserts.transactions_per_s);
    limits->sqlite_bytes = upserts.file_bytes;
  }
  return absl::OkStatus();
}

absl::Status MeasureRocksDb(const Plan& plan, const std::vector<KeysAndValues>& batches,
                            Limits* limits) {
  const std::string folder = plan.places.dir + "/raw";
  for (int i = 0; i < plan.repeat; ++i) {
    LONTAR_ASSIGN_OR_RETURN(const RawBatches single, WriteRawBatches(folder, batches, 1));
    LONTAR_ASSIGN_OR_RETURN(const RawBatches joined, WriteRawBatches(folder, batches, kJoined));
    limits->batches_per_s.push_back(single.batches_per_s);
    limits->joined_batches_per_s.push_back(joined.batches_per_s);
    limits->raw_store_bytes = single.store_bytes;
  }
  return absl::OkStatus();
}

void MeasureZstd(const Plan& plan, const std::vector<StoredSubmission>& stored, Limits* limits) {
  std::string all, csv;
  for (const StoredSubmission& one : stored) {
    std::string bytes = one.leaf + one.payload;
    for (const auto& [key, part] : one.parts) bytes += part;
    limits->zstd_each_bytes += ZstdBytes(bytes);
    all += bytes;
  }
  for (int member = 0; member < plan.load.shape().members; ++member) {
    for (int i = 0; i < plan.load.SubmissionsOf(member); ++i) csv += plan.load.CsvOf(member, i);
  }
  limits->zstd_all_bytes = ZstdBytes(all);
  limits->zstd_csv_bytes = ZstdBytes(csv);
}

// What the hub's store holds of the last repetition, and what others make of it.
absl::Status MeasureLimits(const Plan& plan, const Federation& federation, Figures* figures) {
  const double seconds = plan.load.shape().name == "tiny" ? kTinyLimitSeconds : kLimitSeconds;
  LONTAR_ASSIGN_OR_RETURN(const std::vector<StoredSubmission> stored,
                          ReadHub(federation, plan.load));
  std::vector<KeysAndValues> batches;
  for (size_t i = 0; i < stored.size(); ++i) {
    KeysAndValues batch = {{absl::StrCat("leaf/", i), stored[i].leaf},
                           {stored[i].payload_key, stored[i].payload}};
    batch.insert(batch.end(), stored[i].parts.begin(), stored[i].parts.end());
    for (const auto& [key, value] : batch) figures->record_bytes += value.size();
    batches.push_back(std::move(batch));
  }
  Limits& limits = figures->limits;
  limits.verify_per_s = RawVerifyRate(figures->machine.cores, seconds);
  LONTAR_ASSIGN_OR_RETURN(limits.sync_per_s, SyncRate(plan.places.dir, seconds));
  LONTAR_RETURN_IF_ERROR(MeasureRocksDb(plan, batches, &limits));
  MeasureZstd(plan, stored, &limits);
  return MeasureSqlite(plan, &limits);
}

absl::StatusOr<Figures> Measure(const Plan& plan) {
  Figures figures;
  figures.shape = plan.load.shape();
  figures.observations = plan.load.observations();
  figures.seed = plan.seed;
  LONTAR_RETURN_IF_ERROR(base::MakeFolders(plan.places.dir));
  figures.machine = LookAtMachine(plan.places.dir);
  std::vector<std::string> members;
  for (int i = 0; i < figures.shape.members; ++i) members.push_back(Load::MemberCode(i));
  Say(absl::StrCat("making a hub and ", members.size(), " nodes in ", plan.places.dir));
  LONTAR_ASSIGN_OR_RETURN(const auto federation, Federation::Create(plan.places, members));
  Say(absl::StrCat("import, signature and approval of ", figures.shape.submissions, " reports"));
  LONTAR_ASSIGN_OR_RETURN(figures.intake, TakeIn(*federation, plan.load));
  LONTAR_RETURN_IF_ERROR(federation->StopAll());
  figures.stores_prepared = federation->StoresNow();
  LONTAR_RETURN_IF_ERROR(federation->Save());
  Say("warm-up, through the relay that counts bytes");
  LONTAR_RETURN_IF_ERROR(WarmUp(*federation, plan.load, &figures));
  for (int i = 0; i < plan.repeat; ++i) {
    Say(absl::StrCat("repetition ", i + 1, " of ", plan.repeat));
    LONTAR_RETURN_IF_ERROR(RunOnce(*federation, plan.load, 0, &figures));
  }
  Say("the limits: OpenSSL, disk, RocksDB, zstd, SQLite");
  LONTAR_RETURN_IF_ERROR(MeasureLimits(plan, *federation, &figures));
  return figures;
}

int Run(int argc, char** argv) {
  auto options = ReadOptions(argc, argv);
  const absl::StatusOr<Plan> plan =
      options.ok() ? PlanOf(*options) : absl::StatusOr<Plan>(options.status());
  if (!plan.ok()) {
    Say(std::string(plan.status().message()));
    return 2;
  }
  setenv("LONTAR_PASSPHRASE", kPassphrase, 1);
  unsetenv("LONTAR_PASSPHRASE_FILE");
  absl::StatusOr<Figures> figures = Measure(*plan);
  if (!figures.ok()) {
    Say(absl::StrCat("error: ", std::string(figures.status().message())));
    return 1;
  }
  figures->commit = (*options)["--commit"];
  figures->build = (*options)["--build"];
  std::fputs(TextOf(*figures).c_str(), stdout);
  if ((*options)["--json"].empty()) return 0;
  const absl::Status written = base::WriteFileDurably((*options)["--json"], JsonOf(*figures));
  if (written.ok()) return 0;
  Say(absl::StrCat("error: ", std::string(written.message())));
  return 1;
}

}  // namespace
}  // namespace lontar::bench

int main(int argc, char** argv) { return lontar::bench::Run(argc, argv); }
