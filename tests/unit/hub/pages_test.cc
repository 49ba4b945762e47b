#include "hub/pages/pages.h"
#include "hub/pages/chart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/pages/style_sheet.h"
#include "core/pages/words.h"

namespace lontar::pages {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr char kCoverage[] = R"({"schema":"lontar.coverage.v1","notice":"DEMONSTRATION: NOTE",
 "collection":"c","round":"r","title":"Baseline TITLE","list":"A","membership_date":"2021-08-31",
 "threshold":2,"log_size":1204,"root":"7f3a91c0aa","catalogue_version":"1","is_closed":false,
 "year_rule":{"target":2016,"tie":"earlier","from":null,"to":null},
 "members":[{"code":"BN","name":"Brunei NAME"},{"code":"KH","name":"Cambodia"},
            {"code":"LA","name":"Lao People's Democratic Republic"}],
 "indicators":[
  {"id":"one","code":"A1","name":"Whole name","short_name":"Children INDICATOR","count":2,
   "as_specified":1,"status":"met","definition":"What DEFINITION counts",
   "marks":["as-specified","otherwise","nothing"],"texts":{"vi":{"short_name":"Trẻ em"}}},
  {"id":"two","code":"A2","name":"Other","short_name":"","count":0,"as_specified":0,
   "status":"below","definition":null,"marks":["narrative","late","held-back"],"texts":{}}]})";

constexpr char kDeviations[] = R"({"indicators":[{"id":"one","members":[{"member":"KH",
 "providers":["KH.PROVIDER"],"periods":["2016"],"with_number":3,"as_specified":0,
 "unreadable_blocks":0,"deviations":[{"id":"x","name":"part of the DEVIATION","figures":3}],
 "ages":[{"code":"Y","name":"AGES"}],"sources":["Survey SOURCE","b","c","d"]}]}]})";

constexpr char kCells[] = R"({"cells":[{"member":"KH","period":"2016","measure":"number",
 "dimensions":{"sex":"F","age":"_T"},"state":"current","value":"41.875","flags":["FLAG"],
 "provider":"KH.CELL"},{"member":"KH","period":"2017","measure":"number","dimensions":{},
 "state":"disputed","value":null,"reason":"REASON","candidates":[]}]})";

constexpr char kStatus[] = R"({"notice":"TRAINING: NOTE","log_size":7,"root":"00112233",
 "queued":0,"started":"2026-01-01T00:00:00Z","version":"1","origin":"ORIGIN",
 "settled":{"witnesses":3,"quorum":2,"cosignatures":1,"size":5,"is_settled":false},
 "members":[{"code":"KH","name":"Cambodia NAME","from":"1999-04-30"}],
 "rounds":[{"collection":"c","round":"r","title":"Round TITLE","is_closed":true}]})";

constexpr char kLog[] = R"({"schema":"lontar.log.v1","notice":"TRAINING: NOTE","origin":"ORIGIN",
 "hub_id":"00","log_size":7,"root":"00112233","settled_size":3,"quorum":2,"log_vkey":"VKEY",
 "checkpoint":"CHECKPOINT","witnesses":[{"member":"KH","vkey":"w+1+A","has_cosigned":true},
 {"member":"VN","vkey":"w+2+A","has_cosigned":false}],"entries":[{"index":5,"author":"KH",
 "author_name":"Cambodia NAME","kind":"submission","collection":"c","number":3,"incarnation":"0a",
 "payload_id":"0b","verdict":"accepted","arrived":"2026-09-02T08:00:00Z","is_settled":false,
 "signers":[{"role":"provider","who":"KH.MOP","name":"Ministry PROVIDER"}],"provider":"KH.MOP",
 "on_behalf":false,"indicators":["one"]}]})";

constexpr char kDocket[] = R"({"schema":"lontar.docket.v1","notice":"TRAINING: NOTE",
 "collection":"c","round":"r","title":"Baseline TITLE","log_size":9,"root":"00112233",
 "cut_off":"2021-08-31","extensions":{"VN":"2021-09-30"},"closes":[{"index":5}],
 "member_names":{"KH":"Cambodia NAME","VN":"Viet Nam"},"lines":[
 {"code":"A1","id":"one","name":"One INDICATOR","members":[
  {"member":"KH","state":"as-specified","periods":["2012","2016"],"late":null},
  {"member":"VN","state":"nothing-yet","periods":[],"late":null}]},
 {"code":"A7","id":"seven","name":"Seven","members":[
  {"member":"KH","state":"nothing-yet","periods":[],"late":{"figures":true,"narrative":false,
   "answer":null,"index":7}},
  {"member":"VN","state":"not-available","reason":"no-survey","periods":[],"late":null}]}]})";

constexpr char kQuestions[] = R"({"questions":[
 {"code":"A7","period":"2016","text":"Right REASON?","state":"seen"},
 {"code":"A1","period":null,"text":"Done?","state":"closed"}]})";

constexpr char kCalendar[] = R"({"schema":"lontar.calendar.v1","on":"2021-09-10","log_size":61,
 "root":"00112233","overdue":[{"member":"LA"}],"rounds":[{"collection":"c",
 "collection_name":"Child COLLECTION","round":"r","title":"R <b>","membership_date":"2021-08-31",
 "catalogue_version":"1","indicators":14,"opened":{"index":12,"day":"2021-05-01"},
 "cut_off":"2021-08-31","days_left":-10,
 "extensions":[{"index":40,"day":"2021-08-20","cut_off":"2021-10-31","members":["KH"]}],
 "closes":[{"index":50,"day":"2021-09-01","left_out":["LA"]}],
 "overdue_line":"Overdue for R on 2021-09-10: Lao","members":[
  {"member":"KH","name":"Cambodia","state":"partial","cut_off":"2021-10-31","days_left":51,
   "is_overdue":false,"return":{"index":44,"day":"2021-08-25"},"later":2,"answered":12,"late":null},
  {"member":"LA","name":"Lao <b>PDR","state":"silence","cut_off":"2021-08-31","days_left":-10,
   "is_overdue":true,"return":null,"later":0,"answered":3,"late":null},
  {"member":"VN","name":"Viet Nam","state":"silence","cut_off":"2021-08-31","days_left":-10,
   "is_overdue":false,"return":null,"later":0,"answered":0,
   "late":{"return":{"index":55,"day":"2021-09-05"},"indicators":1,"index":54}}]},
 {"collection":"d","collection_name":"Other","round":"s","title":"S","members":[],
  "opened":{"index":14,"day":"2021-05-02"},"cut_off":null,"days_left":null,"extensions":[],
  "closes":[],"overdue_line":null}]})";

PageContext In(const std::string& language) {
  PageContext context;
  context.language = language;
  return context;
}

std::string IndicatorOf(const PageContext& context) {
  return IndicatorPage(context, {"one", kCoverage, kDeviations, kCells});
}

TEST(Pages, TheFirstLineIsTheAnswer) {
  const std::string page = CoveragePage(In("en"), kCoverage);
  EXPECT_THAT(page, HasSubstr("<h1>1 of 2 indicators has data from fewer than two members.</h1>"));
  EXPECT_THAT(page, HasSubstr("<p class=\"band\">DEMONSTRATION: NOTE</p>"));
  EXPECT_THAT(page, HasSubstr("c · round r · log size 1,204 · fingerprint 7f3a-91c0"));
}

TEST(Pages, EachMarkHasItsWordAndItsMember) {
  const std::string page = CoveragePage(In("en"), kCoverage);
  EXPECT_THAT(page,
              HasSubstr("data-member=\"KH\"><span aria-hidden=\"true\" title=\"reported "
                        "otherwise\">◐</span><span class=\"said\">reported otherwise</span>"));
  EXPECT_THAT(page, HasSubstr("<span class=\"said\">nothing yet</span>"));
  EXPECT_THAT(page, HasSubstr("<abbr title=\"Lao People&#39;s Democratic Republic\">LA</abbr>"));
  EXPECT_THAT(page, HasSubstr("href=\"/indicators/one?collection=c&amp;round=r\""));
}

TEST(Pages, EachEvaluationSaysWhichOneItIsAndLeadsToTheOthers) {
  const auto with = [](const std::string& evaluation) {
    return "{\"evaluations\":[{\"number\":2,\"index\":40,\"day\":\"2022-01-05\",\"reason\":\"LATE "
           "<b>\"}],\"led_by\":\"VN LEAD\",\"evaluation\":" +
           evaluation + "," + std::string(kCoverage).substr(1);
  };
  const std::string plain = CoveragePage(In("en"), kCoverage);
  EXPECT_THAT(plain, testing::Not(HasSubstr("valuation")));
  const std::string first = RoundPage(In("en"), with("1"), kStatus);
  EXPECT_THAT(first, AllOf(HasSubstr("Evaluation 1, the result that stands."),
                           HasSubstr("href=\"/rounds/c/r?evaluation=2\">Evaluation 2 (2022-01-05)"),
                           HasSubstr(": LATE &lt;b&gt;."), HasSubstr("VN LEAD"),
                           HasSubstr("href=\"/rounds/c/r/docket.odt\"")));
  const std::string second = RoundPage(In("en"), with("2"), kStatus);
  EXPECT_THAT(second, AllOf(HasSubstr("<strong>Evaluation 2 (2022-01-05)</strong>"),
                            HasSubstr("The result of evaluation 1 stands unchanged."),
                            HasSubstr("/rounds/c/r/docket.odt?evaluation=2"),
                            HasSubstr("/indicators/one?collection=c&amp;round=r&amp;evaluation=2"),
                            HasSubstr("evaluation 2 · log size")));
  EXPECT_THAT(CoveragePage(In("vi"), with("2")), HasSubstr("Lần đánh giá 2"));
}

TEST(Pages, DisputedAndAskedAboutStandBehindTheMarkWithTheirWords) {
  const std::string coverage = absl::StrReplaceAll(
      kCoverage, {{R"("marks":["as-specified","otherwise","nothing"])",
                   R"("marks":["as-specified","otherwise","nothing"],)"
                   R"("disputed":[null,true,false],"open_questions":[null,2,0])"}});
  const std::string page = CoveragePage(In("en"), coverage);
  EXPECT_THAT(page, HasSubstr("<span class=\"said\">reported otherwise</span>"
                              "<span aria-hidden=\"true\" title=\"disputed\">≠</span>"
                              "<span class=\"said\">, disputed</span>"
                              "<span aria-hidden=\"true\" title=\"being clarified\">?</span>"
                              "<span class=\"said\">, being clarified</span>"));
  // Of the others nothing is known, and in the legend it stands once.
  EXPECT_EQ(page.find("title=\"disputed\""), page.rfind("title=\"disputed\""));
  EXPECT_THAT(page, HasSubstr("<li><span aria-hidden=\"true\">≠</span> disputed</li>"));
  EXPECT_THAT(CoveragePage(In("en"), kCoverage), Not(HasSubstr("title=\"disputed\"")));
  EXPECT_THAT(IndicatorPage(In("en"), {"one", coverage, kDeviations, kCells}),
              HasSubstr("title=\"disputed\">≠"));
}

TEST(Pages, TheCalendarSaysWhoHasNotAnsweredByCollection) {
  const std::string page = CalendarPage(In("en"), kCalendar);
  EXPECT_THAT(page, HasSubstr("<h1>Overdue on 2021-09-10, over all rounds: 1.</h1>"));
  EXPECT_THAT(page, AllOf(HasSubstr("<h2>Child COLLECTION</h2>"), HasSubstr("<h2>Other</h2>"),
                          HasSubstr("2021-05-01, Log 12"), HasSubstr("2021-08-31, 10 days ago"),
                          HasSubstr("to 2021-10-31 for KH (2021-08-20, Log 40)"),
                          HasSubstr("2021-09-01, Log 50; left out: LA")));
  EXPECT_THAT(page, AllOf(HasSubstr("<th scope=\"row\"><a href=\"/members/LA?collection=c&amp;"
                                    "round=r\">Lao &lt;b&gt;PDR</a></th>"),
                          HasSubstr("<td data-head=\"Return\">nothing yet</td>"),
                          HasSubstr("<td data-head=\"Answered\">3 of 14</td>"),
                          HasSubstr("overdue, 10 days"), HasSubstr("2 to come later"),
                          HasSubstr("late: return of 2021-09-05; late: 1 indicators")));
  EXPECT_THAT(page, HasSubstr("<pre><code lang=\"en\">Overdue for R on 2021-09-10: Lao"));
  EXPECT_THAT(CalendarPage(In("vi"), kCalendar), HasSubstr("quá hạn 10 ngày"));
  EXPECT_THAT(CalendarPage(In("en"), R"({"on":"2021-09-10","rounds":[],"overdue":[]})"),
              HasSubstr("<h1>No round has been opened yet.</h1>"));
}

TEST(Pages, MembersStandInTheOrderThatTheyWereGiven) {
  const std::string page = CoveragePage(In("en"), kCoverage);
  EXPECT_LT(page.find(">BN<"), page.find(">KH<"));
  EXPECT_LT(page.find(">KH<"), page.find(">LA<"));
}

TEST(Pages, AnIndicatorShowsDefinitionDeviationsAndFigures) {
  EXPECT_THAT(IndicatorOf(In("en")),
              AllOf(HasSubstr("What DEFINITION counts"), HasSubstr("part of the DEVIATION (3)"),
                    HasSubstr("41.875"), HasSubstr("sex F"), HasSubstr("≠ disputed"),
                    HasSubstr("Survey SOURCE; b; c; and 1 more")));
  EXPECT_EQ(IndicatorPage(In("en"), {"three", kCoverage, kDeviations, kCells}), "");
}

TEST(Pages, WithoutFiguresItIsSaidWhoSeesThem) {
  const IndicatorAnswers answers = {"one", kCoverage, kDeviations, R"({"cells":[]})"};
  EXPECT_THAT(IndicatorPage(In("en"), answers), HasSubstr("those who have a token of ASEC&#39;s"));
  PageContext member = In("en");
  member.may_see_figures = true;
  EXPECT_THAT(IndicatorPage(member, answers), HasSubstr("no figure here that this token is for"));
}

TEST(Pages, RoundAndStatusSayHowTheyStand) {
  EXPECT_THAT(RoundPage(In("en"), kCoverage, kStatus),
              AllOf(HasSubstr("nearest to 2016, the earlier one on a tie"),
                    HasSubstr("href=\"/rounds/c/r\">Round TITLE</a>, closed")));
  EXPECT_THAT(StatusPage(In("en"), kStatus),
              AllOf(HasSubstr("not yet: 1 of 3 members have confirmed it, and 2 are needed."),
                    HasSubstr("its log has 7 entries"), HasSubstr("TRAINING: NOTE")));
  EXPECT_THAT(EmptyPage(In("en"), kStatus), HasSubstr("No round has been opened yet"));
  EXPECT_THAT(RoundPage(In("vi"), kCoverage, kStatus), HasSubstr("gần 2016 nhất"));
  EXPECT_THAT(StatusPage(In("vi"), kStatus), HasSubstr("chưa: 1 trên 3 quốc gia"));
}

TEST(Pages, TheLifeOfAnEntryIsSixLinesAndTheBrowserChecksIt) {
  const std::string page = EntryPage(In("en"), kLog);
  EXPECT_THAT(page, AllOf(HasSubstr("<h1>Entry 5: Cambodia NAME, submission, accepted</h1>"),
                          HasSubstr("<strong>Supplied</strong>: Ministry PROVIDER"),
                          HasSubstr("<strong>Arrived</strong>: 2026-09-02T08:00:00Z"),
                          HasSubstr("not yet: 2 witnesses settle it. Nothing is lost by that."),
                          HasSubstr("data-index=\"5\" data-payload=\"0b\""),
                          HasSubstr("<script type=\"module\" src=\"/log.mjs\"></script>")));
  EXPECT_THAT(LogPage(In("en"), kLog), HasSubstr("The log has 7 entries; 1 of 2 members"));
  EXPECT_THAT(LogPage(In("vi"), kLog),
              AllOf(HasSubstr("Nhật ký có 7 mục; 1 trên 2"), HasSubstr("/log/5"),
                    HasSubstr("Tự kiểm tra"), HasSubstr("/log?before=5")));
  // Without an entry in it: the log as a whole, and no page that does not end.
  EXPECT_THAT(EntryPage(In("en"), "{}"), HasSubstr("</html>"));
}

TEST(Pages, AMemberReadsWhyItIsCountedOrNot) {
  const std::string page = MemberPage(In("en"), {"KH", kDocket, kQuestions, {{7, "2021-09-02"}}});
  EXPECT_THAT(
      page, AllOf(HasSubstr("<h1>Counted for Cambodia NAME in this round: 1 of 2 indicators.</h1>"),
                  HasSubstr("Counted: figures of 2012, 2016, as specified."),
                  HasSubstr("A7 arrived on 2021-09-02, after the cut-off of 2021-08-31. It is kept "
                            "and will count in the next evaluation."),
                  HasSubstr("A question changes no figure and no count."),
                  HasSubstr("Right REASON?"), Not(HasSubstr("Done?")), Not(HasSubstr("Viet Nam"))));
  const std::string other = MemberPage(In("vi"), {"VN", kDocket, "{}", {}});
  EXPECT_THAT(other,
              AllOf(HasSubstr("Viet Nam: 0 trên 2 chỉ tiêu"), HasSubstr("đến hạn 2021-09-30"),
                    HasSubstr("không có số liệu (no survey)")));
  EXPECT_EQ(MemberPage(In("en"), {"XX", kDocket, "{}", {}}), "");
  EXPECT_EQ(MemberPage(In("en"), {"KH", "[]", "", {}}), "");
}

// As one answer for ASEC, and for somebody who may see none.
constexpr char kAsked[] = R"({"collection":"c","log_size":9,"root":"00112233","questions":[
 {"id":"11111111aa","member":"VN","indicator":"one","code":"A1","name":"Children NAME",
  "measure":null,"period":null,"by":"asec","index":3,"time":"2026-09-01T08:00:00Z","has_text":true,
  "text":"Closed TEXT","state":"closed","waits_for":null,"answers":[{"by":"asec","index":4,
  "time":"2026-09-02T08:00:00Z","has_text":false,"text":null,"closes":true}]},
 {"id":"22222222bb","member":"VN","indicator":"one","code":"A1","name":"Children NAME",
  "measure":"number","period":"2019","by":"member","index":5,"time":"2026-09-03T08:00:00Z",
  "has_text":true,"text":"More\n time?","state":"asked","waits_for":"asec","answers":[]},
 {"id":"33333333cc","member":"KH","indicator":"gone","code":null,"name":null,"measure":null,
  "period":null,"by":"asec","index":6,"time":"2026-09-04T08:00:00Z","has_text":true,
  "text":"Right TEXT?","state":"answered","waits_for":"asec","answers":[{"by":"member","index":7,
  "time":"2026-09-05T08:00:00Z","has_text":true,"text":"It is TEXT.","closes":false}]}],
 "indicators":[{"indicator":"one","code":"A1","name":"Children NAME","measures":["number"],
  "being_clarified":1},{"indicator":"two","code":"A2","name":"Other","measures":[],
  "being_clarified":0},{"indicator":"gone","code":null,"name":null,"measures":[],
  "being_clarified":1}]})";
constexpr char kAskedOfNobody[] = R"({"collection":"c","questions":[],"indicators":[
 {"indicator":"one","code":"A1","name":"Children NAME","being_clarified":1}]})";
constexpr char kMembers[] = R"({"notice":"NOTE","members":[{"code":"KH","name":"Cambodia NAME"},
 {"code":"LA","name":"Lao NAME"},{"code":"VN","name":"Viet Nam NAME"}]})";

TEST(Questions, AsecReadsAllInTheOrderOfMembersWithTheCommands) {
  const QuestionsAnswers answers{{kAsked}, kMembers, true, true};
  const std::string page = QuestionsPage(In("en"), answers);
  EXPECT_THAT(page,
              AllOf(HasSubstr("<h1>Open questions: 2; 2 wait for ASEC, 0 for members.</h1>"),
                    HasSubstr("Asked by VN, 2026-09-03; not seen yet; waits for ASEC."),
                    HasSubstr("A1 Children NAME, 2019, number</h3>"),
                    HasSubstr("More\n time?</blockquote>"), HasSubstr("KH answered, 2026-09-05"),
                    HasSubstr("ASEC closed it, 2026-09-02"), HasSubstr("(without a word)")));
  EXPECT_THAT(page, HasSubstr("lontar question answer 33333333 --hub DIR --text"));
  EXPECT_THAT(page, HasSubstr("lontar question close 22222222 --hub DIR --authority-key"));
  EXPECT_THAT(page, Not(HasSubstr("lontar question answer 11111111")));
  EXPECT_LT(page.find("Cambodia NAME</h2>"), page.find("Viet Nam NAME</h2>"));
  EXPECT_LT(page.find("More\n time?"), page.find("Closed TEXT"));
  EXPECT_THAT(page, Not(HasSubstr("Lao NAME</h2>")));
  EXPECT_THAT(QuestionsPage(In("vi"), answers), HasSubstr("<h1>Câu hỏi còn mở: 2;"));
}

TEST(Questions, AFilterIsKeptAndClosedOnesAreLeftOut) {
  QuestionsAnswers answers{{kAsked}, kMembers, true, true};
  answers.filter = {"c", "VN", "A1", true};
  const std::string page = QuestionsPage(In("en"), answers);
  EXPECT_THAT(page, AllOf(HasSubstr("<option value=\"VN\" selected=\"selected\">"),
                          HasSubstr("<option value=\"one\" selected=\"selected\">"),
                          HasSubstr("value=\"true\" checked>"), Not(HasSubstr("Closed TEXT"))));
}

TEST(Questions, AMemberReadsTheCommandsOfItsNodeAndClosesWhatItAsked) {
  const std::string page = QuestionsPage(In("en"), {{kAsked, "{}"}, kMembers, true, false});
  EXPECT_THAT(page, HasSubstr("lontar question close 22222222 --node DIR --collection c<"));
  EXPECT_THAT(page, Not(HasSubstr("lontar question close 33333333")));
  EXPECT_THAT(page, Not(HasSubstr("authority-key")));
  EXPECT_THAT(page, Not(HasSubstr("name=\"member\"")));
}

TEST(Questions, EverybodyElseReadsHowManyAndHowToSignIn) {
  PageContext context = In("en");
  const std::string page = QuestionsPage(context, {{kAskedOfNobody}, kMembers, false, false});
  EXPECT_THAT(page, AllOf(HasSubstr("<h1>Indicators on which figures are being clarified: 1.</h1>"),
                          HasSubstr("href=\"/sign-in\">Sign in with a token of ASEC"),
                          HasSubstr("Children NAME"), HasSubstr("<td class=\"number\">1</td>")));
  for (const char* word : {"KH", "VN", "lontar question", "<form method=\"get\""}) {
    EXPECT_THAT(page, Not(HasSubstr(word)));
  }
  context.signed_in_as = "auditor";
  EXPECT_THAT(QuestionsPage(context, {{kAskedOfNobody}, kMembers, false, false}),
              Not(HasSubstr("Sign in with a token")));
  EXPECT_THAT(QuestionsPage(context, {{}, kMembers, false, false}),
              HasSubstr("Nothing is being clarified."));
}

TEST(Questions, ManyStayOnOnePageWithTheOpenOnesFirst) {
  std::string many = R"({"questions":[)";
  for (int i = 0; i < 100; ++i) {
    absl::StrAppend(&many, i == 0 ? "" : ",", R"({"id":"q)", i, R"(","member":"KH","state":")",
                    i < 99 ? "closed" : "asked", R"(","has_text":true,"text":"TEXT )", i, R"("})");
  }
  const std::string page = QuestionsPage(In("en"), {{many + "]}"}, kMembers, true, true});
  EXPECT_THAT(page, AllOf(HasSubstr("TEXT 99<"), HasSubstr("TEXT 98<"), Not(HasSubstr("TEXT 39<")),
                          HasSubstr("40 closed questions are not on this page")));
}

TEST(Questions, TheIndicatorsPageLeadsThere) {
  const std::string open =
      absl::StrReplaceAll(kCoverage, {{"\"marks\":", "\"being_clarified\":2,\"marks\":"}});
  const std::string page = IndicatorPage(In("en"), {"one", open, kDeviations, kCells});
  EXPECT_THAT(page, AllOf(HasSubstr("Being clarified with members: 2."),
                          HasSubstr("/questions?indicator=one&amp;collection=")));
  EXPECT_THAT(IndicatorOf(In("en")), Not(HasSubstr("Being clarified with members")));
}

constexpr char kProgress[] = R"({"indicators":[{"id":"one","code":"A1",
 "short_name":"Children INDICATOR","members":[{"member":"KH","state":"compared",
 "measure":"proportion","unit_name":"percent","baseline":{"value":"12.20","period":"2016"},
 "later":{"value":"9.8","period":"2019"},"difference":"-2.40","definition_differs":true,
 "unlike":[],"stated":[{"level":"<i>Limited</i>","provider":"KH.MOP","on_behalf":null,
 "index":12}]}],"not_readable":[],"without":[]},{"id":"two","code":"A2","short_name":"Other",
 "members":[{"member":"KH","state":"not-alike","measure":"number","unit_name":"persons",
 "baseline":{"value":"7","period":"2012"},"later":{"value":"5","period":"2017"},
 "difference":null,"definition_differs":null,"unlike":[{"what":"age","name":"Age",
 "baseline":"Y5T17","baseline_name":"5 to 17 years","later":"Y15T17",
 "later_name":"15 to 17 years"}],"stated":[]}],"not_readable":[],"without":[]}]})";

TEST(Pages, AMemberStandsBesideItsOwnBaselineOnly) {
  MemberAnswers answers{"KH", kDocket, "{}", {}, kProgress};
  EXPECT_THAT(
      MemberPage(In("en"), answers),
      AllOf(HasSubstr("proportion: 12.20 percent in 2016, 9.8 in 2019; difference -2.40. The two "
                      "definitions are worded differently."),
            HasSubstr("&lt;i&gt;Limited&lt;/i&gt; (stated by KH.MOP, log index 12)"),
            HasSubstr("number: 7 persons in 2012. The figure of 2017 is of another kind: Age 15 to "
                      "17 years (Y15T17), the baseline 5 to 17 years (Y5T17). No comparison.")));
  EXPECT_THAT(MemberPage(In("vi"), answers), HasSubstr("chênh lệch -2.40"));
  answers.progress = R"({"indicators":[{"code":"A1","members":[],"not_readable":["KH"]}]})";
  EXPECT_THAT(MemberPage(In("en"), answers), Not(HasSubstr("Beside its own baseline")));
}

constexpr char kRegion[] = R"({"members":["KH","LA","MY","VN"],"members_needed":3,"indicators":[
 {"code":"A1","figures":[{"measure":"number","unit_name":"persons","state":"given",
  "value":"6000","is_rounded":false,"kind":{"age":{"code":"Y15T17","name":"15 to 17 <b>"}},
  "as_specified":false,"covered":[{"member":"KH","period":"2016","deviations":["coverage"]}],
  "left_out":[{"member":"LA","reason":"other-kind","codes":["Y5T17"]},
   {"member":"MY","reason":"held-back","codes":[]},{"member":"VN","reason":"other-kind",
   "codes":["Y5T17"]}]},{"measure":"proportion","unit_name":"percent","state":"no-denominators",
  "kind":{},"covered":[],"left_out":[]}]}]})";

TEST(Pages, AllMembersTogetherOrWhyNot) {
  IndicatorAnswers answers{"one", kCoverage, kDeviations, kCells};
  EXPECT_THAT(IndicatorPage(In("en"), answers), Not(HasSubstr("All members together")));
  answers.region = kRegion;
  EXPECT_THAT(IndicatorPage(In("en"), answers),
              AllOf(HasSubstr("6000 persons (number) in 1 of 4 members: KH 2016 (coverage)."),
                    HasSubstr("What is added: 15 to 17 &lt;b&gt;, not the ages of the definition."),
                    HasSubstr("Left out (only Y5T17: LA, VN; held back: MY)."),
                    HasSubstr("proportion: Not given: shares of members are never averaged")));
  EXPECT_THAT(
      IndicatorPage(In("vi"), answers),
      HasSubstr(
          "6000 <span lang=\"en\">persons</span> (<span lang=\"en\">number</span>) tại 1 trên 4"));
}

TEST(Charts, DotsAreJoinedWithinASeriesOnlyAndTheScaleBeginsAtZero) {
  const auto cells = net::Answer::Parse(R"({"cells":[
   {"member":"KH","period":"2012","measure":"number","dimensions":{"sex":"_T","age":"Y5T17"},
    "state":"current","value":"50","status":"A"},
   {"member":"KH","period":"2016","measure":"number","dimensions":{"sex":"_T","age":"Y5T17"},
    "state":"current","value":"100","status":"P"},
   {"member":"KH","period":"2016","measure":"number","dimensions":{"sex":"_T","age":"Y15T17"},
    "state":"current","value":"10","status":"A"},
   {"member":"KH","period":"2016","measure":"number","dimensions":{"sex":"F","age":"Y5T17"},
    "state":"current","value":"9999","status":"A"},
   {"member":"VN","period":"2016","measure":"number","dimensions":{},"state":"disputed",
    "value":null}]})");
  ASSERT_TRUE(cells.ok());
  const std::string drawn = Charts({"en", *cells, {{"KH", 2012}}}).markup();
  // The breakdown by sex is not drawn, and does not make the scale; a dispute has no value.
  EXPECT_THAT(drawn,
              AllOf(HasSubstr("aria-label=\"KH: Y15T17: 2016 10; Y5T17: 2012 50, 2016 100\""),
                    Not(HasSubstr("9999")), Not(HasSubstr("VN"))));
  // One way between two figures, dashed to the provisional one; the base year's dot is hollow.
  EXPECT_EQ(absl::StrReplaceAll(drawn, {{"class=\"way", ""}}).size() + 10, drawn.size());
  EXPECT_THAT(drawn, AllOf(HasSubstr("class=\"way provisional\" x1=\"10.0\" y1=\"56.0\" "
                                     "x2=\"210.0\" y2=\"12.0\""),
                           HasSubstr("class=\"dot base\" cx=\"10.0\" cy=\"56.0\"")));
  EXPECT_EQ(Charts({"en", net::Answer(), {}}).markup(), "");
}

TEST(Pages, AnotherLanguageIsSpokenWhereTheCatalogueAndTheWordsHaveIt) {
  const std::string page = CoveragePage(In("vi"), kCoverage);
  EXPECT_THAT(page, AllOf(HasSubstr("<html lang=\"vi\">"), HasSubstr("Trẻ em"), HasSubstr("trễ"),
                          HasSubstr("1 trên 2 chỉ tiêu"), Not(HasSubstr("Children INDICATOR"))));
  // What is not translated stays.
  EXPECT_THAT(page, HasSubstr(">Other<"));
  EXPECT_THAT(page, HasSubstr("href=\"/?lang=en\" lang=\"en\""));
}

TEST(Words, TheReadersLanguageIsTakenFromWhatWasChosenThenFromTheBrowser) {
  EXPECT_EQ(LanguageFor("vi", "en"), "vi");
  EXPECT_EQ(LanguageFor("", "de-DE, vi-VN;q=0.8, en;q=0.5"), "vi");
  EXPECT_EQ(LanguageFor("xx\"", ""), "en");
  for (const PageLanguage& language : kPageLanguages) {
    EXPECT_FALSE(Word(language.code, "mark.late").empty());
  }
}

// T29: every text of every answer, made hostile, is text on every page.
TEST(Pages, NothingFromOutsideBecomesMarkup) {
  const std::vector<std::string> corpus = {"<script>alert(1)</script>",
                                           "\"'><img src=x onerror=alert(1)>",
                                           "</td></table><h1>",
                                           "javascript:alert(1)",
                                           "{{7*7}}",
                                           "<!--",
                                           "&lt;b&gt;",
                                           "\u202egnirts",
                                           "<svg/onload=alert(1)>"};
  for (const std::string& hostile : corpus) {
    const std::string in_json = absl::StrReplaceAll(hostile, {{"\"", "\\\""}});
    const auto with = [&](std::string json) {
      for (const char* word :
           {"NOTE", "TITLE", "NAME", "INDICATOR", "DEFINITION", "PROVIDER", "DEVIATION", "AGES",
            "SOURCE", "FLAG", "CELL", "REASON", "ORIGIN", "VKEY", "CHECKPOINT", "TEXT"}) {
        json = absl::StrReplaceAll(json, {{word, in_json}});
      }
      return json;
    };
    PageContext context = In("en");
    context.path = "/x?y=" + hostile;
    context.signed_in_as = hostile;
    for (const std::string& page :
         {CoveragePage(context, with(kCoverage)),
          IndicatorPage(context, {"one", with(kCoverage), with(kDeviations), with(kCells)}),
          RoundPage(context, with(kCoverage), with(kStatus)), StatusPage(context, with(kStatus)),
          EmptyPage(context, with(kStatus)), LogPage(context, with(kLog)),
          EntryPage(context, with(kLog)),
          MemberPage(context, {"KH", with(kDocket), with(kQuestions), {}}),
          QuestionsPage(context, {{with(kAsked)}, with(kMembers), true, true})}) {
      ASSERT_THAT(page, HasSubstr("</html>"));
      for (const char* markup : {"<script>", "<img", "<svg", "<!--", "href=\"javascript", "<h1></",
                                 "\xe2\x80\xae", "<b>"}) {
        EXPECT_THAT(page, Not(HasSubstr(markup))) << hostile;
      }
    }
  }
}

// No inline script or style, nothing of another origin: what the content policy would stop.
TEST(Pages, NothingIsInlineAndNothingComesFromElsewhere) {
  for (std::string page : {CoveragePage(In("en"), kCoverage), IndicatorOf(In("vi")),
                           QuestionsPage(In("en"), {{kAsked}, kMembers, true, true}),
                           LogPage(In("en"), kLog), RoundPage(In("en"), kCoverage, kStatus)}) {
    page = absl::StrReplaceAll(page, {{"<script type=\"module\" src=\"/", ""}});
    for (const char* word :
         {"<script", "<style", " style=", " onclick", "http://", "https://", "//"}) {
      EXPECT_THAT(page, Not(HasSubstr(word))) << word;
    }
  }
  EXPECT_THAT(std::string(StyleSheet()), AllOf(HasSubstr("prefers-color-scheme: dark"),
                                               HasSubstr("@media print"), Not(HasSubstr("url("))));
}

TEST(Pages, AnAnswerOfAnotherShapeMakesAnEmptierPage) {
  for (const char* json : {"", "[]", "{}", "null", R"({"indicators":{"a":1},"members":[1,2]})"}) {
    EXPECT_THAT(CoveragePage(In("en"), json), HasSubstr("</html>"));
    EXPECT_THAT(StatusPage(In("en"), json), HasSubstr("</html>"));
    EXPECT_THAT(RoundPage(In("en"), json, json), HasSubstr("</html>"));
    EXPECT_THAT(QuestionsPage(In("en"), {{json}, json, true, true}), HasSubstr("</html>"));
  }
}

// A long line and an old laptop: the first page stays under 200 KiB, uncompressed.
TEST(Pages, ThirtyIndicatorsOfElevenMembersStayUnder200KiB) {
  std::string members;
  std::string marks;
  for (int i = 0; i < 11; ++i) {
    absl::StrAppend(&members, i == 0 ? "" : ",", R"({"code":"M)", i,
                    R"(","name":"Lao People's Democratic Republic"})");
    absl::StrAppend(&marks, i == 0 ? "" : ",", "\"not-available\"");
  }
  std::string indicators;
  for (int i = 0; i < 32; ++i) {
    absl::StrAppend(&indicators, i == 0 ? "" : ",", R"({"id":"indicator-)", i,
                    R"(","code":"A1","short_name":")", std::string(100, 'n'),
                    R"(","count":1,"status":"below","marks":[)", marks, "]}");
  }
  const std::string page = CoveragePage(
      In("en"), absl::StrCat(R"({"members":[)", members, R"(],"indicators":[)", indicators, "]}"));
  EXPECT_LT(page.size() + StyleSheet().size(), 200u * 1024);
}

TEST(Page, NumbersAndAddressesAreWrittenAsPeopleAndProgramsReadThem) {
  EXPECT_EQ(Grouped(0), "0");
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Grouped(1204), "1,204");
  EXPECT_EQ(Grouped(12'345'678), "12,345,678");
  EXPECT_EQ(EncodeSegment("a/b?c=d&é"), "a%2Fb%3Fc%3Dd%26%C3%A9");
}

// T29
TEST(SignIn, WhatWentWrongIsSaidAsTextInEachLanguage) {
  PageContext context;
  EXPECT_THAT(SignInPage(context, ""),
              AllOf(HasSubstr("<label for=\"token\">Token</label>"), Not(HasSubstr("\"said\""))));
  const std::string page = SignInPage(context, "<b>no</b>");
  EXPECT_THAT(page, AllOf(HasSubstr("&lt;b&gt;no"), Not(HasSubstr("<b>")),
                          HasSubstr("aria-describedby=\"said\"")));
  context.language = "vi";
  EXPECT_THAT(SignInPage(context, "this token is none"),
              AllOf(HasSubstr("<h1>Đăng nhập bằng mã</h1>"),
                    HasSubstr("<span lang=\"en\">this token is none</span>")));
}

// T29
TEST(ProblemPages, SayInTheReadersLanguageWhatToDoAndMarkWhatIsEnglish) {
  PageContext context;
  EXPECT_THAT(ProblemPage(context, {404, "ROUND_ABSENT", "no round <b>x</b>"}),
              AllOf(HasSubstr("<title>There is no such page</title>"),
                    HasSubstr("<p>no round &lt;b&gt;x&lt;/b&gt;.</p>"),
                    HasSubstr("<a href=\"/\">First page</a>"),
                    HasSubstr("Reason: ROUND_ABSENT (404)"), Not(HasSubstr("<b>"))));
  context.language = "vi";
  EXPECT_THAT(ProblemPage(context, {404, "ROUND_ABSENT", "no round <b>x</b>"}),
              AllOf(HasSubstr("<html lang=\"vi\">"), HasSubstr("<h1>Không có trang này</h1>"),
                    HasSubstr("<span lang=\"en\">no round &lt;b&gt;x&lt;/b&gt;.</span>"),
                    HasSubstr(">Trang đầu</a>"), HasSubstr("Lý do: ROUND_ABSENT (404)")));
}

TEST(ProblemPages, EachKindHasItsWords) {
  PageContext context;
  const auto page = [&context](int status) {
    return ProblemPage(context, {status, "REASON", "it is so"});
  };
  const std::string sign_in = "First page</a> · <a href=\"/sign-in\">Sign in</a>";
  EXPECT_THAT(page(400), AllOf(HasSubstr("This page cannot be shown"), Not(HasSubstr(sign_in))));
  EXPECT_THAT(page(401), HasSubstr(sign_in));
  EXPECT_THAT(page(403), AllOf(HasSubstr("<h1>This page is not open to you"), HasSubstr(sign_in)));
  EXPECT_THAT(page(500), AllOf(HasSubstr("Nothing is lost."), Not(HasSubstr(sign_in))));
  context.signed_in_as = "member KH";
  EXPECT_THAT(page(403), Not(HasSubstr("href=\"/sign-in\"")));
}

}  // namespace
}  // namespace lontar::pages
