#pragma once
// Random figures as a ministry would hand them in: a small CSV with its mapping.

#include <string>
#include <vector>

#include "tests/simulation/dice.h"

namespace lontar::simulation {

struct FigureFile {
  std::string indicator;
  std::string csv;
  std::string mapping;
};

// What a run draws figures for: some indicators with many dimensions, some with none.
std::vector<std::string> DrawnIndicators();

FigureFile DrawFigures(const std::string& member, Dice* dice);

}  // namespace lontar::simulation
