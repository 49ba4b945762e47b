#include "node/pages/node_pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "node/pages/node_words.h"

namespace lontar::pages {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr char kStatus[] = R"({"member":"KH","notice":"TRAINING: NOTE","log_size":1204,
 "root":"7f3a91c0aa","origin":"ORIGIN","version":"1","incarnation":"ab","hub_id":"cd",
 "certificate":{"not_after":"2027-01-01","days_left":30},
 "warnings":[{"id":"disk-low","sentence":"WARNING is low"}],
 "sync":{"automatic":true,"last_done":"2026-11-27T00:46:12Z","last_failed":null,"failures":0,
 "stuck":false,"reason":"","sentence":"","next":"2026-11-27T01:00:00Z"}})";
constexpr char kDrafts[] = R"({"drafts":[
 {"draft":"draft-1","provider":"PROVIDER","file":"FILE.csv","stage":"signed","indicators":["cases"],
  "observations":5,"created":"2026-11-26T10:00:00Z",
  "on_behalf":{"office":"OFFICE","letter":"LETTER"},"drafted":{"by":"ILO","sentence":"DRAFTED it"}},
 {"draft":"draft-2","provider":"PROVIDER","stage":"returned","indicators":[],
  "returned":{"reason":"REASON","by":"PERSON","time":"2026-11-26T11:00:00Z"}},
 {"draft":"draft-3","stage":"unreadable","provider":""}]})";
constexpr char kCheck[] = R"({"draft":"draft-1","provider":"PROVIDER","errors":0,"warnings":2,
 "open_warnings":1,"justification_required":false,
 "on_behalf":{"office":"OFFICE","letter":"LETTER","sentence":"OFFICE entered, letter LETTER"},
 "findings":[
 {"id":"YEAR_JUMP","severity":"warning","at":"A1/PLACE","column":"COLUMN","value":"VALUE",
  "sentence":"SENTENCE was found","justification":"JUSTIFIED","cell":{"indicator":"cases"}},
 {"id":"ROUND","severity":"warning","at":"","column":"","value":"","sentence":"of all",
  "justification":null}]})";
constexpr char kReview[] = R"({"draft":"draft-1","member":"KH","provider":"PROVIDER","signed":true,
 "payload_id":"00ff","fingerprint":"00ff-1234","collection":"COLLECTION","round":"r",
 "catalogue_version":"1","drafted":{"sentence":"DRAFTED it"},
 "approvals":{"wanted":0,"given":[]},
 "held_back_cells":[{"code":"A9","at":"number/2019/PLACE","mark":"A"},
                    {"code":"A9","at":"number/2019/other","mark":"MARK"}],
 "published_against_rule":[{"code":"A9","at":"PLACE","reason":"REASON"}],
 "indicators":[{"indicator":"cases","code":"A1","name":"NAME","with_number":5,"as_specified":4,
  "held_back":3,"missing":1,"deviations":["DEVIATION"],"sources":["SOURCE"],"sources_count":1}]})";
constexpr char kDiff[] = R"({"draft":"draft-1",
 "counts":{"added":1,"changed":2,"withdrawn":1,"unchanged":9},"cells":[
 {"indicator":"cases","code":"A1","measure":"number","period":"2016","dimensions":{"sex":"CODE"},
  "change":"changed","before":{"state":"number","value":"12"},
  "after":{"state":"number","value":"14"},
  "percent":"16.7","fields":["value"]},
 {"indicator":"cases","measure":"MEASURE","period":"2016","dimensions":{"sex":"_T"},
  "change":"added","before":null,"after":{"state":"held back","value":null},"percent":"-"},
 {"indicator":"cases","measure":"number","period":"2017","dimensions":{"sex":"_T"},
  "change":"withdrawn","before":{"state":"missing"},"after":null,"percent":"-"},
 {"indicator":"cases","measure":"number","period":"2018","dimensions":{"sex":"_T"},
  "change":"changed","before":{"state":"disputed"},"after":{"state":"number","value":"1"},
  "percent":"-","fields":["FIELD"]}]})";
constexpr char kEntries[] = R"({"queued":3,"oldest_waiting":"2026-06-12T08:00:00Z",
 "cosigned":{"size":1200,"by":["WITNESS"],"witnesses":3,"wanted":2,"is_settled":false},
 "entries_left_out":7,"entries":[
 {"number":9,"kind":"submission","provider":"PROVIDER","indicators":["cases"],"state":"waits",
  "sealed":"2026-06-12T08:00:00Z","index":null},
 {"number":8,"kind":"return","state":"settled","index":5,"sealed":"",
  "arrived":"2026-06-01T08:00:00Z"},
 {"number":7,"kind":"KIND","state":"rejected","verdict":"VERDICT","index":4}]})";
constexpr char kRounds[] = R"({"today":"2026-11-27","rounds":[
 {"collection":"c","collection_name":"COLLECTION","round":"r","title":"TITLE",
  "cut_off":"2026-12-09","first_cut_off":"2026-11-30","closed":false,"extension":false,
  "days_left":12},
 {"collection":"c","round":"old","title":"Old","cut_off":"2026-11-24","first_cut_off":"2026-11-24",
  "closed":true,"extension":false,"days_left":-3}]})";
constexpr char kCompleteness[] = R"({"collection":"c","round":"r","title":"TITLE",
 "cut_off":"2026-12-09","first_cut_off":"2026-11-30","closed":false,"overdue":1,
 "stages":{"nothing":1,"settled":1,"synced":1},"rows":[
 {"code":"A1","name":"NAME","provider":"PROVIDER","provider_name":"PERSON","stage":"nothing",
  "overdue":true,"late":false,"other_years":true,"drafts":[{"draft":"draft-1","stage":"draft"}]},
 {"code":"A2","name":"other","provider":null,"stage":"synced","overdue":false,"late":true},
 {"code":"A3","name":"third","provider":"PROVIDER","stage":"settled","overdue":false}]})";
constexpr char kReceipt[] = R"({"number":8,"verdict":"accepted","settled":true,"kind":"submission",
 "member_name":"NAME","provider":"PROVIDER","indicators":["cases"],"collection":"COLLECTION",
 "payload_id":"00ff1234567890","arrived":"2026-06-01T08:00:00Z","origin":"ORIGIN","index":5,
 "log_size":10,"receipt":"RECEIPT text"})";

constexpr char kAsked[] = R"({"collection":"c","questions":[
 {"id":"11111111aa","member":"KH","indicator":"cases","code":"A1","name":"NAME","measure":null,
  "period":null,"by":"asec","index":3,"time":"2026-09-01T08:00:00Z","has_text":true,
  "text":"Old PERSON","state":"closed","waits_for":null,"answers":[]},
 {"id":"22222222bb","member":"KH","indicator":"cases","code":"A1","name":"NAME",
  "measure":"number","period":"2019","by":"asec","index":5,"time":"2026-09-03T08:00:00Z",
  "has_text":true,"text":"Right PERSON?","state":"seen","waits_for":"member","answers":[
  {"id":"last0word","by":"member","index":null,"time":null,"has_text":true,"text":"First",
   "closes":false}]},
 {"id":"33333333cc","member":"KH","indicator":"cases","code":"A1","name":"NAME","measure":null,
  "period":null,"by":"member","index":null,"time":null,"has_text":true,"text":"More time?",
  "state":"asked","waits_for":"asec","answers":[]}],
 "indicators":[{"indicator":"cases","code":"A1","name":"NAME","measures":["number","VALUE"],
  "being_clarified":1},{"indicator":"gone","code":null,"name":null,"measures":[]}]})";
constexpr char kSaidEntries[] = R"({"queued":1,"entries":[
 {"number":9,"kind":"answer","state":"waits"},{"number":8,"kind":"question","state":"arrived",
  "index":5},{"number":7,"kind":"submission","state":"settled"}]})";

PageContext Of(const std::string& language) {
  PageContext context;
  context.language = language;
  context.signed_in_as = "S. Chan";
  context.sign_out_mark = "out";
  return context;
}

// Every page with all its answers changed by `with`.
template <class With>
std::vector<std::string> AllPages(const PageContext& context, With with) {
  ApprovalAnswers approval{.review = with(kReview),
                           .check = with(kCheck),
                           .diff = with(kDiff),
                           .status = with(kStatus),
                           .may_approve = true,
                           .approve_mark = "ma",
                           .return_mark = "mr",
                           .said = with("SAID"),
                           .typed = with("TYPED")};
  OfficeQuestionsAnswers asked{.questions = {with(kAsked)},
                               .entries = kSaidEntries,
                               .status = with(kStatus),
                               .sealed = "9",
                               .may_say = true,
                               .answer_mark = "mq",
                               .ask_mark = "mn"};
  OfficeQuestionsAnswers said = asked;
  said.said = with("SAID");
  said.typed = {"", with("CODE"), with("MEASURE"), with("FIELD"), with("TYPED")};
  OfficeQuestionsAnswers said_of_another = said;
  said_of_another.typed.question = "gone";
  ApprovalAnswers refused = approval;
  refused.refusal = with("REFUSED");
  return {
      InboxPage(context, {with(kDrafts), {with(kCheck), "", ""}, with(kEntries), with(kStatus)}),
      DraftPage(context, {"draft-1", with(kDrafts), with(kCheck), with(kStatus)}),
      DraftPage(context, {"draft-2", with(kDrafts), "", with(kStatus)}),
      ApprovalPage(context, approval),
      ApprovalPage(context, refused),
      CompletenessPage(context, {with(kCompleteness), with(kRounds), with(kStatus)}),
      CompletenessPage(context, {"", with(kRounds), with(kStatus)}),
      QueuePage(context, {with(kEntries), with(kStatus), "9"}),
      EntryReceiptPage(context, with(kReceipt), with(kStatus)),
      SyncPage(context, with(kStatus), with(kEntries)),
      OfficeQuestionsPage(context, asked),
      OfficeQuestionsPage(context, said),
      OfficeQuestionsPage(context, said_of_another),
      OfficeSignInPage(context, with("SAID")),
      TroublePage(context, with("REASON"), with("SENTENCE"))};
}

std::string Same(absl::string_view text) { return std::string(text); }

ApprovalAnswers Approvable() {
  return {.review = kReview,
          .check = kCheck,
          .diff = kDiff,
          .status = kStatus,
          .may_approve = true,
          .approve_mark = "ma",
          .return_mark = "mr"};
}

TEST(NodePages, TheInboxSaysWhatWaitsOnWhom) {
  const std::string page = InboxPage(
      Of("en"), {kDrafts, {kCheck, R"({"errors":2,"warnings":0})", ""}, kEntries, kStatus});
  EXPECT_THAT(page, HasSubstr("<h1>3 drafts lie here; 1 waits for approval.</h1>"));
  EXPECT_THAT(page, HasSubstr("3 entries wait to be sent, safe here, since 2026-06-12 08:00 UTC."));
  EXPECT_THAT(page, HasSubstr("href=\"/drafts/draft-1/approve\">for approval here</a>"));
  EXPECT_THAT(page, HasSubstr("<td data-head=\"Findings\">2 warnings (1 open)</td>"));
  EXPECT_THAT(page, HasSubstr("for its provider: 2 errors to be corrected"));
  EXPECT_THAT(page, HasSubstr("lontar draft drop draft-3"));
  EXPECT_THAT(page, HasSubstr("approved, waits to be sent"));
  EXPECT_THAT(page, HasSubstr("<p class=\"band\">TRAINING: NOTE</p>"));
  EXPECT_THAT(page, HasSubstr("Node of KH · log size 1,204 · fingerprint 7f3a-91c0"));
}

TEST(NodePages, AWarningWithoutAJustificationWaitsWhereTheMemberWantsOne) {
  const std::string wanted = absl::StrReplaceAll(
      kCheck, {{"\"justification_required\":false", "\"justification_required\":true"}});
  EXPECT_THAT(InboxPage(Of("en"), {kDrafts, {wanted}, kEntries, kStatus}),
              AllOf(HasSubstr("none waits for approval yet"),
                    HasSubstr("for its provider: 1 warning to be justified")));
}

TEST(NodePages, AFindingStandsAtItsPlaceWithItsValueAndWhatWouldBeRight) {
  const std::string page = DraftPage(Of("en"), {"draft-1", kDrafts, kCheck, kStatus});
  EXPECT_THAT(page, HasSubstr("<h1>draft-1 of PROVIDER is signed: 2 warnings (1 open).</h1>"));
  EXPECT_THAT(page,
              HasSubstr("<th scope=\"row\">warning</th>"
                        "<td data-head=\"What was found, and what would be right\">SENTENCE was "
                        "found</td><td data-head=\"Where\">A1/PLACE · COLUMN</td>"
                        "<td data-head=\"Value\">VALUE</td><td data-head=\"Finding\">YEAR_JUMP</td>"
                        "<td data-head=\"Justification\">JUSTIFIED</td>"));
  EXPECT_THAT(page, HasSubstr(">ROUND</td><td data-head=\"Justification\">open</td>"));
  EXPECT_THAT(DraftPage(Of("en"), {"draft-2", kDrafts, kCheck, kStatus}),
              AllOf(HasSubstr("2026-11-26 11:00 UTC: REASON"), HasSubstr("PERSON")));
}

TEST(NodePages, TheApprovalScreenShowsOldAndNewTotalsFirst) {
  const std::string page = ApprovalPage(Of("en"), Approvable());
  EXPECT_THAT(page, HasSubstr("<h1>Approving draft-1 of PROVIDER adds 1, changes 2 and withdraws 1 "
                              "figures.</h1>"));
  EXPECT_THAT(page, HasSubstr("number 2016, sex CODE</th>"
                              "<td class=\"number\" data-head=\"Before\">12</td>"
                              "<td class=\"number\" data-head=\"After\">14</td>"
                              "<td class=\"number\" data-head=\"Change\">+16.7 %</td>"));
  EXPECT_LT(page.find("MEASURE 2016, total"), page.find("number 2016, sex CODE"));
  EXPECT_THAT(page, HasSubstr("data-head=\"After\">held back</td>"
                              "<td class=\"number\" data-head=\"Change\">new</td>"));
  EXPECT_THAT(page, HasSubstr("data-head=\"Before\">missing</td>"
                              "<td class=\"number\" data-head=\"After\"></td>"
                              "<td class=\"number\" data-head=\"Change\">withdrawn</td>"));
  EXPECT_THAT(page, HasSubstr("Justified: JUSTIFIED"));
  EXPECT_THAT(page, HasSubstr("OFFICE entered, letter LETTER"));
  EXPECT_THAT(page, HasSubstr("A9/number/2019/PLACE: a small count"));
  EXPECT_THAT(page, HasSubstr("<li>and 1 more</li>"));
  EXPECT_THAT(page, HasSubstr("00ff-1234"));
  EXPECT_THAT(page, HasSubstr("<input type=\"hidden\" name=\"seen\" value=\"00ff\">"));
  EXPECT_THAT(page, HasSubstr("Approve the report of PROVIDER</button>"));
  EXPECT_THAT(page, HasSubstr("Return with a reason</button>"));
}

TEST(NodePages, WhoMayNotApproveOrCannotYetHasNoButtonButTheReason) {
  ApprovalAnswers answers = Approvable();
  answers.may_approve = false;
  EXPECT_THAT(ApprovalPage(Of("en"), answers),
              AllOf(HasSubstr("Your token looks only."), Not(HasSubstr("action=\"/approve\"")),
                    Not(HasSubstr("action=\"/return\""))));
  answers = Approvable();
  answers.refusal = "not signed";
  EXPECT_THAT(ApprovalPage(Of("en"), answers),
              AllOf(HasSubstr("It cannot be approved yet: not signed"),
                    Not(HasSubstr("action=\"/approve\"")), HasSubstr("action=\"/return\"")));
  answers = Approvable();
  answers.review = absl::StrReplaceAll(answers.review, {{"\"wanted\":0", "\"wanted\":2"}});
  EXPECT_THAT(ApprovalPage(Of("en"), answers),
              AllOf(HasSubstr("with people&#39;s own keys, 0 of 2 so far"),
                    HasSubstr("lontar approve draft-1 --node DIR --key FILE"),
                    Not(HasSubstr("action=\"/approve\""))));
}

OfficeQuestionsAnswers Sayable() {
  return {.questions = {kAsked},
          .entries = kSaidEntries,
          .status = kStatus,
          .may_say = true,
          .answer_mark = "mq",
          .ask_mark = "mn"};
}

TEST(NodePages, QuestionsSayWhoseTurnItIsWithTheFormsToAnswerAndToAsk) {
  const std::string page = OfficeQuestionsPage(Of("en"), Sayable());
  EXPECT_THAT(page, AllOf(HasSubstr("<h1>1 question waits for this office; 1 waits for ASEC.</h1>"),
                          HasSubstr("Asked by ASEC, 2026-09-03; seen; waits for KH."),
                          HasSubstr("Asked by KH, waits to be sent; not seen yet; waits for ASEC."),
                          HasSubstr("name=\"last_word\" value=\"last0word\""),
                          HasSubstr("name=\"last_word\" value=\"33333333cc\""),
                          HasSubstr("<label for=\"text-22222222\">")));
  EXPECT_LT(page.find("Right PERSON?"), page.find("More time?"));
  EXPECT_LT(page.find("More time?"), page.find("Old PERSON"));
  // Only what this office has asked is closed here: one of the two open ones.
  const size_t close = page.find("value=\"close\"");
  EXPECT_GT(close, page.find("More time?"));
  EXPECT_EQ(page.find("value=\"close\"", close + 1), std::string::npos);
  EXPECT_THAT(page,
              AllOf(HasSubstr("<option value=\"c/cases\" lang=\"en\">A1 NAME</option>"),
                    Not(HasSubstr("value=\"c/gone\"")), HasSubstr("action=\"/question-new\"")));
  EXPECT_THAT(OfficeQuestionsPage(Of("en"), {.questions = {R"({"questions":[]})"}}),
              HasSubstr("<h1>No question is open between this office and ASEC.</h1>"));
}

TEST(NodePages, WhoLooksOnlyOrActsWithKeysHasNoFormOnQuestions) {
  OfficeQuestionsAnswers answers = Sayable();
  answers.may_say = false;
  EXPECT_THAT(OfficeQuestionsPage(Of("en"), answers),
              AllOf(HasSubstr("Your token looks only."), HasSubstr("Right PERSON?"),
                    Not(HasSubstr("action=\"/question"))));
  answers = Sayable();
  answers.status = absl::StrReplaceAll(kStatus, {{"{\"member\"", "{\"approvers\":1,\"member\""}});
  ASSERT_THAT(answers.status, HasSubstr("approvers"));
  EXPECT_THAT(OfficeQuestionsPage(Of("en"), answers),
              AllOf(HasSubstr("people&#39;s own keys"), Not(HasSubstr("action=\"/question")),
                    HasSubstr("lontar question answer 22222222 --node DIR"),
                    HasSubstr("lontar question new INDICATOR")));
}

TEST(NodePages, WhatWasSaidOnAQuestionIsNamedAsTheEntryThatItIs) {
  OfficeQuestionsAnswers answers = Sayable();
  answers.sealed = "9";
  EXPECT_THAT(OfficeQuestionsPage(Of("en"), answers),
              AllOf(HasSubstr("it is entry 9, safe on this node; it waits to be sent"),
                    HasSubstr("href=\"/queue\"")));
  answers.sealed = "8";
  EXPECT_THAT(OfficeQuestionsPage(Of("en"), answers),
              AllOf(HasSubstr("Entry 8 has arrived"), HasSubstr("href=\"/receipts/8\"")));
  // An address says nothing that is not so.
  for (const char* other : {"7", "99", ""}) {
    answers.sealed = other;
    EXPECT_THAT(OfficeQuestionsPage(Of("en"), answers), Not(HasSubstr("role=\"status\"")));
  }
}

TEST(NodePages, WhatWasTypedOnAQuestionStaysAtItsForm) {
  OfficeQuestionsAnswers answers = Sayable();
  answers.said = "too long";
  answers.typed = {.question = "33333333cc", .text = "one\ntwo"};
  const std::string page = OfficeQuestionsPage(Of("en"), answers);
  EXPECT_THAT(page, AllOf(HasSubstr("aria-describedby=\"said\">one\ntwo</textarea>"),
                          HasSubstr("id=\"said\">too long</p>")));
  EXPECT_GT(page.find("one\ntwo"), page.find("More time?"));
  EXPECT_EQ(page.find("one\ntwo"), page.rfind("one\ntwo"));
  // A question that is closed by now has no form: it is said above, and the text is not lost.
  answers.typed.question = "11111111aa";
  EXPECT_THAT(OfficeQuestionsPage(Of("en"), answers),
              AllOf(HasSubstr("id=\"said\">too long</p>"), HasSubstr("<p>one\ntwo</p>")));
  answers.typed = {.indicator = "c/cases", .measure = "number", .period = "2019", .text = "three"};
  EXPECT_THAT(OfficeQuestionsPage(Of("en"), answers),
              AllOf(HasSubstr("value=\"c/cases\" lang=\"en\" selected"),
                    HasSubstr("value=\"number\" lang=\"en\" selected"),
                    HasSubstr("value=\"2019\">"), HasSubstr(">three</textarea>")));
}

TEST(NodePages, TheInboxSaysThatAQuestionWaits) {
  const std::string asked =
      absl::StrReplaceAll(kStatus, {{"{\"member\"", "{\"questions_for_member\":2,\"member\""}});
  EXPECT_THAT(
      InboxPage(Of("en"), {R"({"drafts":[]})", {}, "{}", asked}),
      AllOf(HasSubstr("<h1>No draft waits here. 2 questions of ASEC wait for an answer.</h1>"),
            HasSubstr("<p><a href=\"/questions\">Questions</a></p>")));
}

TEST(NodePages, WhatWasTypedStaysInItsForm) {
  ApprovalAnswers answers = Approvable();
  answers.said = "too long";
  answers.typed = "please check\nagain";
  EXPECT_THAT(ApprovalPage(Of("en"), answers), AllOf(HasSubstr("role=\"alert\">too long"),
                                                     HasSubstr(">please check\nagain</textarea>")));
}

TEST(NodePages, CompletenessSaysWhatIsOverdueAndHowManyDaysAreLeft) {
  const std::string page = CompletenessPage(Of("en"), {kCompleteness, kRounds, kStatus});
  EXPECT_THAT(page,
              HasSubstr("<h1>2 of 3 have arrived at ASEC, 1 are overdue; 12 days are left.</h1>"));
  EXPECT_THAT(page, HasSubstr("<li>A1 NAME: PROVIDER, nothing yet</li>"));
  EXPECT_THAT(page, HasSubstr("2026-12-09 (extended; it was 2026-11-30)"));
  EXPECT_THAT(page, HasSubstr("the cut-off was 3 days ago"));
  EXPECT_THAT(page, HasSubstr("late: kept and shown"));
  EXPECT_THAT(page, HasSubstr("href=\"/drafts/draft-1\""));
  EXPECT_THAT(CompletenessPage(Of("en"), {"", kRounds, kStatus}),
              HasSubstr("<h1>Several rounds are known here: choose one.</h1>"));
  EXPECT_THAT(CompletenessPage(Of("en"), {"", "{}", kStatus}),
              AllOf(HasSubstr("<h1>No round has been opened"), HasSubstr("are safe here")));
}

TEST(NodePages, TheQueueSaysWhatWaitsSafeHereAndLinksReceipts) {
  const std::string page = QueuePage(Of("en"), {kEntries, kStatus, "9"});
  EXPECT_THAT(
      page,
      HasSubstr("<h1>3 entries wait to be sent, safe here, since 2026-06-12 08:00 UTC.</h1>"));
  EXPECT_THAT(page, HasSubstr("Approved: it is entry 9, safe on this node."));
  EXPECT_THAT(page, HasSubstr("begins at 2026-11-27 01:00 UTC"));
  EXPECT_THAT(QueuePage(Of("en"),
                        {kEntries,
                         absl::StrReplaceAll(kStatus, {{"\"failures\":0", "\"failures\":2"}}), ""}),
              HasSubstr("The hub was not reached 2 times in a row; nothing is lost."));
  EXPECT_THAT(page, HasSubstr("href=\"/receipts/8\""));
  EXPECT_THAT(page, Not(HasSubstr("href=\"/receipts/9\"")));
  EXPECT_THAT(page, HasSubstr("arrived, not accepted: VERDICT"));
  EXPECT_THAT(page, HasSubstr("7 older entries are not listed."));
  // An address says nothing that is not so.
  for (const char* other : {"8", "99", ""}) {
    EXPECT_THAT(QueuePage(Of("en"), {kEntries, kStatus, other}), Not(HasSubstr("Approved: it is")));
  }
  EXPECT_THAT(QueuePage(Of("en"), {R"({"queued":0,"entries":[]})", kStatus, ""}),
              HasSubstr("<h1>Nothing has been approved here yet.</h1>"));
  EXPECT_THAT(EntryReceiptPage(Of("en"), kReceipt, kStatus),
              AllOf(HasSubstr("<h1>Entry 8 has arrived at ASEC and is settled.</h1>"),
                    HasSubstr("<pre tabindex=\"0\">RECEIPT text</pre>")));
}

TEST(NodePages, ContactWithTheHubIsToldWhateverItIs) {
  const auto with = [](absl::string_view from, absl::string_view to) {
    return SyncPage(Of("en"), absl::StrReplaceAll(kStatus, {{from, to}}), kEntries);
  };
  EXPECT_THAT(with("x", "x"), HasSubstr("was done at 2026-11-27 00:46 UTC.</h1>"));
  EXPECT_THAT(with("\"failures\":0", "\"failures\":3"),
              HasSubstr("<h1>The hub was not reached 3 times in a row; nothing is lost.</h1>"));
  EXPECT_THAT(with("\"stuck\":false", "\"stuck\":true"),
              HasSubstr("<h1>The node has stopped calling the hub: a person is needed"));
  EXPECT_THAT(with("\"2026-11-27T00:46:12Z\"", "null"), HasSubstr("has not spoken with the hub"));
  EXPECT_THAT(with("\"automatic\":true", "\"automatic\":false"), HasSubstr("only when told"));
  EXPECT_THAT(with("\"sentence\":\"\"", "\"sentence\":\"the line is cut\""),
              HasSubstr("the line is cut"));
  EXPECT_THAT(with("x", "x"), AllOf(HasSubstr("not settled yet, by 1 of 3 witnesses, 2 settle it"),
                                    HasSubstr("WITNESS"), HasSubstr("WARNING is low")));
}

// T29
TEST(NodePages, NothingFromOutsideBecomesMarkup) {
  const std::vector<std::string> corpus = {"<script>alert(1)</script>",
                                           "\"'><img src=x onerror=alert(1)>",
                                           "</td></table></textarea><h1>",
                                           "javascript:alert(1)",
                                           "{{7*7}}",
                                           "<!--",
                                           "&lt;b&gt;",
                                           "\u202egnirts",
                                           "<svg/onload=alert(1)>"};
  const char* kWords[] = {"NOTE",     "ORIGIN", "WARNING", "PROVIDER",  "FILE",       "OFFICE",
                          "LETTER",   "REASON", "PERSON",  "PLACE",     "COLUMN",     "VALUE",
                          "SENTENCE", "NAME",   "SOURCE",  "DEVIATION", "CODE",       "MEASURE",
                          "FIELD",    "KIND",   "VERDICT", "WITNESS",   "COLLECTION", "TITLE",
                          "RECEIPT",  "SAID",   "TYPED",   "REFUSED",   "DRAFTED",    "JUSTIFIED",
                          "MARK"};
  for (const std::string& hostile : corpus) {
    const auto with = [&](absl::string_view text) {
      std::string changed(text);
      const bool is_json = text.size() > 1 && text[0] == '{';
      const std::string put = is_json ? absl::StrReplaceAll(hostile, {{"\"", "\\\""}}) : hostile;
      for (const char* word : kWords) changed = absl::StrReplaceAll(changed, {{word, put}});
      return changed;
    };
    PageContext context = Of("vi");
    context.path = "/x?y=" + hostile;
    context.signed_in_as = hostile;
    for (const std::string& page : AllPages(context, with)) {
      ASSERT_THAT(page, HasSubstr("</html>"));
      for (const char* markup : {"<script", "<img", "<svg", "<!--", "href=\"javascript",
                                 "\xe2\x80\xae", "<b>", "</textarea><h1>"}) {
        EXPECT_THAT(page, Not(HasSubstr(markup))) << hostile;
      }
    }
  }
}

TEST(NodePages, NothingIsInlineAndNothingComesFromElsewhere) {
  for (const std::string& page : AllPages(Of("en"), Same)) {
    for (const char* word : {"<script", "<style", " style=", " onclick", "http://", "https://"}) {
      EXPECT_THAT(page, Not(HasSubstr(word))) << word;
    }
    EXPECT_THAT(page, HasSubstr("<h1>"));
  }
}

// What the programs say is in English, and is marked as such.
TEST(NodePages, VietnameseIsWholeAndOtherWordsAreMarked) {
  std::set<std::string> keys;
  for (const WordEntry& entry : NodeWords()) {
    EXPECT_FALSE(entry.english.empty()) << entry.key;
    EXPECT_FALSE(entry.vietnamese.empty()) << entry.key;
    EXPECT_TRUE(keys.insert(std::string(entry.key)).second) << entry.key;
    for (const char* place : {"$0", "$1", "$2", "$3", "$4"}) {
      EXPECT_EQ(entry.english.find(place) == absl::string_view::npos,
                entry.vietnamese.find(place) == absl::string_view::npos)
          << entry.key;
    }
  }
  const std::string page = DraftPage(Of("vi"), {"draft-1", kDrafts, kCheck, kStatus});
  EXPECT_THAT(page, HasSubstr("<span lang=\"en\">SENTENCE was found</span>"));
  for (const std::string& made : AllPages(Of("vi"), Same)) {
    for (const char* english : {"Supplied by", "Waits", "approved", "nothing yet", "Findings"}) {
      EXPECT_THAT(made, Not(HasSubstr(english)));
    }
  }
}

TEST(NodePages, AnAnswerOfAnotherShapeMakesAnEmptierPage) {
  for (const char* json :
       {"", "[]", "{}", "null", R"({"drafts":{"a":1},"entries":[1,2],"rows":3})"}) {
    for (const std::string& page :
         AllPages(Of("en"), [&](absl::string_view) { return std::string(json); })) {
      EXPECT_THAT(page, HasSubstr("</html>"));
    }
  }
}

}  // namespace
}  // namespace lontar::pages
