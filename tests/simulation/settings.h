#pragma once
// Which faults a run has and how strong they are: drawn first, from the seed alone.

#include <cstdint>
#include <string>

#include "tests/simulation/dice.h"
#include "tests/simulation/plant.h"

namespace lontar::simulation {

struct Settings {
  // Links, in each direction.
  int64_t latency_ms_max = 50;
  int64_t reorder_ms = 0;  // how far a frame may be overtaken by later ones
  int reorder_per_mille = 0;
  int loss_per_mille = 0;
  int duplicate_percent = 0;
  int cut_percent = 0;  // of conversations, at a drawn moment
  // Machines.
  int64_t hub_life_hours = 0;  // the longest time between crashes; 0: it does not crash
  int64_t node_life_hours = 0;
  int64_t down_minutes_max = 60;
  int commit_failure_percent = 0;  // of a machine's lives: one commit in it fails
  int register_failure_percent = 0;
  int64_t pause_minutes_max = 0;     // a machine stops reacting for so long; 0: none does
  int64_t clock_jump_hours_max = 0;  // between jumps of each clock, by hours or ten years
  int full_disk_percent = 0;         // of a machine's lives: its disk fills up
  int earlier_disk_percent = 0;      // of crashes: it starts again from an earlier disk
  // The hub cannot be reached by some or all members for so long, in one or both ways; 0: it can.
  int64_t partition_hours_max = 0;
  // Work.
  int64_t verify_ms_max = 20;
  int64_t sequence_ms_max = 500;
  int64_t sync_hours_max = 12;
  int reports_per_node = 3;
  bool has_whole_catalogue = false;
  bool closes_round = false;
  bool replaces_keys = false;
  bool marks_suspect = false;
  // What is not a figure, by the level from which it is valid. Of a turn at work, of each kind.
  bool raises_level = false;
  int words_percent = 0;     // a question or an answer
  int releases_percent = 0;  // of a member's part, to some audience
  int returns_percent = 0;   // what a member reports for a round
  bool gives_more_time = false;
  bool counts_again = false;
  bool decides = false;
  bool hands_over_lead = false;

  static Settings Draw(Dice dice);
  // One line for people.
  std::string Describe() const;
  // What a planted bug needs to show itself becomes frequent.
  void Provoke(Plant plant);
  // The same without any fault.
  void EndFaults();
};

}  // namespace lontar::simulation
