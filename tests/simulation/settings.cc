#include "tests/simulation/settings.h"

#include "absl/strings/str_cat.h"

namespace lontar::simulation {

Settings Settings::Draw(Dice dice) {
  Settings settings;
  settings.latency_ms_max = dice.Between(5, 3000);
  if (dice.Chance(40)) {
    settings.reorder_ms = dice.Between(1, 5000);
    settings.reorder_per_mille = static_cast<int>(dice.Between(1, 60));
  }
  if (dice.Chance(60)) settings.loss_per_mille = static_cast<int>(dice.Between(1, 60));
  if (dice.Chance(60)) settings.duplicate_percent = static_cast<int>(dice.Between(1, 40));
  if (dice.Chance(60)) settings.cut_percent = static_cast<int>(dice.Between(1, 60));
  if (dice.Chance(70)) settings.hub_life_hours = dice.Between(4, 24);
  if (dice.Chance(70)) settings.node_life_hours = dice.Between(8, 60);
  settings.down_minutes_max = dice.Between(1, 300);
  if (dice.Chance(60)) settings.commit_failure_percent = static_cast<int>(dice.Between(5, 60));
  if (dice.Chance(30)) settings.register_failure_percent = static_cast<int>(dice.Between(5, 40));
  settings.verify_ms_max = dice.Between(1, 2000);
  settings.sequence_ms_max = dice.Between(1, 5000);
  settings.sync_hours_max = dice.Between(2, 8);
  settings.reports_per_node = static_cast<int>(dice.Between(2, 4));
  settings.has_whole_catalogue = dice.Chance(5);
  settings.closes_round = dice.Chance(60);
  settings.replaces_keys = dice.Chance(50);
  settings.marks_suspect = dice.Chance(50);
  if (dice.Chance(40)) settings.pause_minutes_max = dice.Between(1, 120);
  if (dice.Chance(40)) settings.partition_hours_max = dice.Between(1, 8);
  if (dice.Chance(50)) settings.clock_jump_hours_max = dice.Between(1, 12);
  if (dice.Chance(40)) settings.full_disk_percent = static_cast<int>(dice.Between(5, 50));
  if (dice.Chance(40)) settings.earlier_disk_percent = static_cast<int>(dice.Between(5, 40));
  settings.raises_level = dice.Chance(85);
  if (dice.Chance(75)) settings.words_percent = static_cast<int>(dice.Between(2, 8));
  if (dice.Chance(60)) settings.releases_percent = static_cast<int>(dice.Between(2, 8));
  if (dice.Chance(40)) settings.returns_percent = static_cast<int>(dice.Between(1, 4));
  settings.gives_more_time = dice.Chance(40);
  settings.counts_again = dice.Chance(70);
  settings.decides = dice.Chance(60);
  settings.hands_over_lead = dice.Chance(25);
  return settings;
}

std::string Settings::Describe() const {
  return absl::StrCat(
      "latency up to ", latency_ms_max, " ms, reordering ", reorder_per_mille,
      " per mille by up to ", reorder_ms, " ms, loss ", loss_per_mille, " per mille, duplicates ",
      duplicate_percent, " %, cuts ", cut_percent, " %, hub lives up to ", hub_life_hours,
      " h, nodes up to ", node_life_hours, " h, down up to ", down_minutes_max,
      " min, failing commits in ", commit_failure_percent, " % of lives, failing register ",
      register_failure_percent, " %, pauses up to ", pause_minutes_max, " min, partitions up to ",
      partition_hours_max, " h, clocks jump every ", clock_jump_hours_max,
      " h at most, disks fill up in ", full_disk_percent, " % of lives, earlier disks after ",
      earlier_disk_percent, " % of crashes, checks take up to ", verify_ms_max,
      " ms, sequencing waits up to ", sequence_ms_max, " ms, sync every ", sync_hours_max,
      " h at most, ", reports_per_node, " reports a node, whole catalogue ", has_whole_catalogue,
      ", closes_round ", closes_round, ", replaces_keys ", replaces_keys, ", marks_suspect ",
      marks_suspect, ", raises_level ", raises_level, ", words in ", words_percent,
      " % of turns, releases in ", releases_percent, " %, returns in ", returns_percent,
      " %, gives_more_time ", gives_more_time, ", counts_again ", counts_again, ", decides ",
      decides, ", hands_over_lead ", hands_over_lead);
}

void Settings::Provoke(Plant plant) {
  if (plant == Plant::kRegisterGoesBack) {
    hub_life_hours = 4;
    earlier_disk_percent = 60;
  }
  if (plant == Plant::kLosesText) {
    raises_level = true;
    words_percent = 8;
  }
}

void Settings::EndFaults() {
  reorder_per_mille = 0;
  loss_per_mille = 0;
  duplicate_percent = 0;
  cut_percent = 0;
  hub_life_hours = 0;
  node_life_hours = 0;
  commit_failure_percent = 0;
  register_failure_percent = 0;
  pause_minutes_max = 0;
  partition_hours_max = 0;
  clock_jump_hours_max = 0;
  full_disk_percent = 0;
  earlier_disk_percent = 0;
}

}  // namespace lontar::simulation
