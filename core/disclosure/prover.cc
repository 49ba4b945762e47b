#include "core/disclosure/prover.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/disclosure/simplex.h"

namespace lontar::disclosure {
namespace {

// Rows or columns of one question. A dense scheme of 300 x 600 is stepped through in about 0.1 ms.
constexpr size_t kSideMax = 300;

// To look through more open atoms for each question takes longer than the question.
constexpr size_t kOpenMax = 1000;

// The last number of a column; relations are numbered from 0.
constexpr int kAsked = -1;
constexpr int kNotAsked = -2;

}  // namespace

struct Prover::Question {
  std::vector<Equation> equations;
  std::vector<int> objective;  // by column: 1 where it is asked for
  int64_t fixed = 0;           // of what is asked for
  bool is_too_large = false;
};

Prover::Prover(int64_t atoms, std::vector<Relation> relations)
    : relations_(std::move(relations)),
      is_shown_(relations_.size(), false),
      relations_of_(static_cast<size_t>(atoms)),
      zeros_(static_cast<size_t>(atoms), 0),
      singles_(static_cast<size_t>(atoms), 0),
      fixed_value_(static_cast<size_t>(atoms), 0),
      fixed_sum_(relations_.size(), 0),
      truth_(static_cast<size_t>(atoms), -1),
      is_bounded_(relations_.size(), false) {
  for (size_t i = 0; i < relations_.size(); ++i) {
    for (const int atom : relations_[i].atoms) {
      relations_of_[static_cast<size_t>(atom)].push_back(static_cast<int>(i));
    }
    if (relations_[i].atoms.size() == 1) {
      truth_[static_cast<size_t>(relations_[i].atoms[0])] = relations_[i].value;
    }
  }
  for (int atom = 0; atom < atoms; ++atom) free_.insert(free_.end(), atom);
}

void Prover::Fix(int atom, int zeros, int singles, int64_t single_value) {
  const size_t i = static_cast<size_t>(atom);
  const bool was_free = zeros_[i] + singles_[i] == 0;
  const int64_t before = fixed_value_[i];
  zeros_[i] += zeros;
  singles_[i] += singles;
  const bool is_free = zeros_[i] + singles_[i] == 0;
  if (singles > 0) fixed_value_[i] = single_value;
  if (zeros_[i] > 0 || is_free) fixed_value_[i] = 0;
  if (was_free && !is_free) free_.erase(atom);
  if (!was_free && is_free) free_.insert(atom);
  if (fixed_value_[i] == before) return;
  for (const int relation : relations_of_[i]) {
    fixed_sum_[static_cast<size_t>(relation)] += fixed_value_[i] - before;
  }
}

void Prover::Show(int relation) {
  const size_t i = static_cast<size_t>(relation);
  if (is_shown_[i]) return;
  is_shown_[i] = true;
  const Relation& of = relations_[i];
  if (of.value == 0) {
    for (const int atom : of.atoms) Fix(atom, 1, 0, 0);
  } else if (of.atoms.size() == 1) {
    Fix(of.atoms[0], 0, 1, of.value);
  }
}

void Prover::Hide(int relation) {
  const size_t i = static_cast<size_t>(relation);
  if (!is_shown_[i]) return;
  is_shown_[i] = false;
  const Relation& of = relations_[i];
  if (of.value == 0) {
    for (const int atom : of.atoms) Fix(atom, -1, 0, 0);
  } else if (of.atoms.size() == 1) {
    Fix(of.atoms[0], 0, -1, 0);
  }
}

bool Prover::IsWide() const { return free_.size() > kOpenMax; }

Prover::Column Prover::ColumnOf(int atom, const std::vector<int>& atoms) const {
  Column column;
  for (const int relation : relations_of_[static_cast<size_t>(atom)]) {
    const size_t i = static_cast<size_t>(relation);
    if (is_shown_[i] || is_bounded_[i]) column.push_back(relation);
  }
  column.push_back(std::ranges::binary_search(atoms, atom) ? kAsked : kNotAsked);
  return column;
}

Prover::Choice Prover::Choose(const std::vector<int>& atoms) {
  std::map<Column, bool> is_chosen;
  for (const int atom : free_) {
    Column column = ColumnOf(atom, atoms);
    work_ += static_cast<int64_t>(column.size());
    is_chosen.emplace(std::move(column), false);
  }
  Choice choice;
  for (bool has_grown = true; has_grown;) {
    has_grown = false;
    for (auto& [column, chosen] : is_chosen) {
      if (chosen) continue;
      const bool touches = std::any_of(column.begin(), column.end() - 1, [&choice](int relation) {
        return choice.relations.contains(relation);
      });
      if (column.back() != kAsked && !touches) continue;
      chosen = true;
      has_grown = true;
      choice.columns.push_back(column);
      choice.relations.insert(column.begin(), column.end() - 1);
      if (choice.columns.size() > kSideMax) return choice;
    }
  }
  return choice;
}

Prover::Choice Prover::ChooseNearby(const std::vector<int>& atoms, const std::vector<int>& nearby) {
  Choice choice;
  std::vector<int> moved = nearby;
  moved.insert(moved.end(), atoms.begin(), atoms.end());
  std::ranges::sort(moved);
  moved.erase(std::unique(moved.begin(), moved.end()), moved.end());
  for (const int atom : moved) {
    if (!free_.contains(atom)) continue;
    if (truth_[static_cast<size_t>(atom)] < 0) return {};
    choice.columns.push_back(ColumnOf(atom, atoms));
    choice.truths.push_back(truth_[static_cast<size_t>(atom)]);
    choice.relations.insert(choice.columns.back().begin(), choice.columns.back().end() - 1);
    work_ += static_cast<int64_t>(choice.columns.back().size());
  }
  return choice;
}

Prover::Question Prover::Ask(const Choice& choice, const std::vector<Bound>& bounds) const {
  Question question;
  const std::vector<Column>& columns = choice.columns;
  size_t slacks = 0;
  for (const Bound& bound : bounds) {
    if (!choice.relations.contains(bound.relation)) continue;
    slacks += bound.most == kWithoutEnd ? 1 : 2;
  }
  const size_t width = columns.size() + slacks;
  question.is_too_large = width > kSideMax || choice.relations.size() + slacks > kSideMax;
  if (question.is_too_large) return question;

  const auto add_equation = [&](int relation, int64_t right) {
    const size_t of = static_cast<size_t>(relation);
    Equation equation{.coefficients = std::vector<int>(width, 0)};
    int64_t truth = 0;
    for (size_t j = 0; j < columns.size(); ++j) {
      const auto end = columns[j].end() - 1;
      if (std::find(columns[j].begin(), end, relation) == end) continue;
      equation.coefficients[j] = 1;
      if (!choice.truths.empty()) truth += choice.truths[j];
    }
    // Beside the columns stand those that are fixed, and those that stay as they are.
    equation.right =
        right - (choice.truths.empty() ? fixed_sum_[of] : relations_[of].value - truth);
    question.equations.push_back(std::move(equation));
  };
  question.objective.assign(width, 0);
  for (size_t j = 0; j < columns.size(); ++j) question.objective[j] = columns[j].back() == kAsked;
  for (const int relation : choice.relations) {
    if (!IsShown(relation)) continue;
    add_equation(relation, relations_[static_cast<size_t>(relation)].value);
  }
  size_t slack = columns.size();
  for (const Bound& bound : bounds) {
    if (!choice.relations.contains(bound.relation)) continue;
    add_equation(bound.relation, bound.least);
    question.equations.back().coefficients[slack++] = -1;
    if (bound.most == kWithoutEnd) continue;
    add_equation(bound.relation, bound.most);
    question.equations.back().coefficients[slack++] = 1;
  }
  return question;
}

std::optional<Reach> Prover::Answer(Question question) {
  Simplex simplex(static_cast<int>(question.objective.size()), question.equations);
  const std::optional<Extreme> most = simplex.Greatest(question.objective);
  for (int& weight : question.objective) weight = -weight;
  const std::optional<Extreme> least = most ? simplex.Greatest(question.objective) : std::nullopt;
  // A step takes about a nanosecond for each number of the scheme, a column above about 30.
  const size_t width = question.objective.size() + question.equations.size();
  work_ += simplex.steps() * static_cast<int64_t>(width * question.equations.size()) / 30;
  if (!least || least->is_unbounded) return std::nullopt;
  return Reach{.least = question.fixed - least->value,
               .most = most->is_unbounded ? kWithoutEnd : question.fixed + most->value};
}

std::optional<Reach> Prover::ReachOf(const std::vector<int>& atoms,
                                     const std::vector<Bound>& bounds,
                                     const std::vector<int>& nearby) {
  is_bounded_.assign(relations_.size(), false);
  for (const Bound& bound : bounds) is_bounded_[static_cast<size_t>(bound.relation)] = true;
  const Choice near = nearby.empty() ? Choice() : ChooseNearby(atoms, nearby);
  const bool has_near = !near.columns.empty();
  Question question = Ask(has_near && IsWide() ? near : Choose(atoms), bounds);
  if (question.is_too_large && has_near) question = Ask(near, bounds);
  if (question.is_too_large) return std::nullopt;
  for (const int atom : atoms) question.fixed += fixed_value_[static_cast<size_t>(atom)];
  return Answer(std::move(question));
}

}  // namespace lontar::disclosure
