#include <iostream>
#include <string>
#include <vector>

#include "cli/run.h"

int main(int argc, char** argv) {
  lontar::cli::Terminal terminal(std::cout, std::cerr, lontar::cli::LocaleHasUtf8());
  const std::vector<std::string> words(argv + 1, argv + argc);
  return static_cast<int>(lontar::cli::Run(words, &terminal));
}
