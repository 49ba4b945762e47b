#include "node/service/node_site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/net/http_target.h"
#include "core/store/map_store.h"
#include "tests/support/authority.h"
#include "tests/support/memory_high_water.h"
#include "tests/support/temp_folder.h"

namespace lontar::node {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// A site over a node that has not spoken with a hub yet.
class NodeSiteTest : public testing::Test {
 protected:
  NodeSiteTest() : tokens_(folder_.Inside("page-tokens"), &clock_, &entropy_) {
    const auto store = store::OpenMapStore(&disk_);
    const Doors doors{store.get(), &clock_, &entropy_, &high_water_};
    EXPECT_TRUE(NodeCore::Create(doors, authority_.hub_id(), "KH").ok());
    ShellOptions options;
    options.open_store = [this]() -> absl::StatusOr<std::unique_ptr<store::Store>> {
      if (!disk_opens_) return base::Problem(absl::StatusCode::kDataLoss, "STORE_DAMAGED", "gone");
      return store::OpenMapStore(&disk_);
    };
    options.doors = {nullptr, &clock_, &entropy_, &high_water_};
    options.keys = {key_.get(), nullptr};
    shell_ = *NodeShell::Open(std::move(options));
    timer_ = std::make_unique<SyncTimer>(
        SyncTimer::Options{absl::ZeroDuration(), &clock_, &entropy_, {}});
    NodeConfig config;
    config.folder = folder_.path();
    standing_ = std::make_unique<NodeStanding>(config, &clock_);
    net::HttpWatch watch;
    watch.ready = [] { return absl::OkStatus(); };
    watch.metrics = [] { return absl::StatusOr<std::string>("metrics\n"); };
    site_ = std::make_unique<NodeSite>(NodeSite::Parts{
        {shell_.get(), timer_.get(), standing_.get(), &clock_}, &tokens_, std::move(watch)});
    approver_ = Make("approver");
  }

  std::string Make(const std::string& role) {
    return nlohmann::json::parse(*tokens_.MakeJson({"N. Holder", role, "7"}))["token"];
  }
  net::HttpResponse Get(const std::string& target, const std::string& secret,
                        const std::string& host = "localhost:8081") {
    net::HttpRequest request;
    const auto parsed = net::ParseTarget(target);
    EXPECT_TRUE(parsed.ok()) << target;
    request.path = parsed->path;
    request.query = parsed->query;
    request.headers = {{"host", host}};
    if (!secret.empty()) {
      request.headers.emplace_back("cookie", absl::StrCat("lontar_node_token=", secret));
    }
    return site_->Respond(request);
  }
  net::HttpResponse Post(const std::string& path, const std::string& form,
                         const std::string& secret) {
    net::HttpRequest request;
    request.method = net::HttpMethod::kPost;
    request.path = {path.substr(1)};
    request.headers = {{"host", "localhost"},
                       {"cookie", absl::StrCat("lontar_node_token=", secret)}};
    request.body = form;
    return site_->Respond(request);
  }
  void FailACommit() {
    disk_.fail_commit_in = 1;
    disk_opens_ = false;
    const absl::Status failed = shell_->Do([](NodeCore& core) {
      auto& store = const_cast<store::Store&>(static_cast<const store::Store&>(core.store()));
      store::Batch batch;
      batch.Put("test", "value");
      return store.Commit(batch);
    });
    EXPECT_FALSE(failed.ok());
  }

  support::TempFolder folder_;
  support::Authority authority_;
  std::unique_ptr<trust::PrivateKey> key_ = support::KeyOf(11);
  base::SystemClock clock_;
  base::SystemEntropy entropy_;
  store::MapDisk disk_;
  bool disk_opens_ = true;
  support::MemoryHighWater high_water_;
  PageTokenFile tokens_;
  std::unique_ptr<NodeShell> shell_;
  std::unique_ptr<SyncTimer> timer_;
  std::unique_ptr<NodeStanding> standing_;
  std::unique_ptr<NodeSite> site_;
  std::string approver_;
};

constexpr const char* kPaths[] = {"/",      "/drafts/draft-1", "/drafts/draft-1/approve",
                                  "/sync",  "/completeness",   "/receipts/1",
                                  "/queue", "/questions"};

TEST_F(NodeSiteTest, NoPageWithoutATokenAndNoneUnderAForeignName) {
  for (const char* path : kPaths) {
    for (const std::string& secret : {std::string(), std::string("lontar_wrong")}) {
      const net::HttpResponse response = Get(path, secret);
      EXPECT_EQ(response.status, 401) << path;
      EXPECT_TRUE(response.is_role_bound);
      EXPECT_THAT(response.body, HasSubstr("<label for=\"token\">"));
    }
    EXPECT_EQ(Get(path, approver_, "evil.example").status, 403) << path;
  }
  EXPECT_EQ(Get("/metrics", "", "evil.example").body, "metrics\n");
  EXPECT_EQ(Get("/healthz", "").status, 200);
  EXPECT_EQ(Get("/lontar.css", "").status, 200);
}

TEST_F(NodeSiteTest, EmptyPagesSayThatAllIsSafeAndWhatComesNext) {
  EXPECT_THAT(Get("/", approver_).body, AllOf(HasSubstr("<h1>No draft waits here.</h1>"),
                                              HasSubstr("lontar import"), HasSubstr("N. Holder")));
  EXPECT_THAT(Get("/queue", approver_).body, HasSubstr("Nothing has been approved here yet."));
  EXPECT_THAT(Get("/completeness", approver_).body,
              HasSubstr("No round has been opened, as far as this node knows."));
  EXPECT_THAT(Get("/sync", approver_).body,
              HasSubstr("This node has not spoken with the hub since it was started."));
}

TEST_F(NodeSiteTest, WhatIsNotThereIsNotFoundAndWhatIsNotKnownIsRefused) {
  for (const char* path :
       {"/drafts/draft-1", "/drafts/draft-1/approve", "/receipts/1", "/receipts/one", "/drafts",
        "/nothing", "/drafts/draft-1/approve/more"}) {
    const net::HttpResponse response = Get(path, approver_);
    EXPECT_EQ(response.status, 404) << path;
    EXPECT_THAT(response.body, HasSubstr("Nothing was changed by it."));
  }
  EXPECT_EQ(Get("/?colection=c", approver_).status, 400);
  // Asked for by name, an absent round is no empty page.
  EXPECT_EQ(Get("/completeness?collection=c&round=r", approver_).status, 409);
}

TEST_F(NodeSiteTest, AFormWantsTheMarkOfItsOwnPageAndReader) {
  const std::string reader = Make("reader");
  const std::string form = "draft=draft-1&seen=00&mark=";
  for (const std::string& mark : {std::string(), std::string("x"), FormMark(approver_, "/return"),
                                  FormMark(reader, "/approve"), FormMark("", "/approve")}) {
    const net::HttpResponse response = Post("/approve", form + mark, approver_);
    EXPECT_EQ(response.status, 403) << mark;
    EXPECT_THAT(response.body, HasSubstr("FORM_MARK_ABSENT"));
  }
  EXPECT_EQ(Post("/approve", form + FormMark(approver_, "/approve"), approver_).status, 404);
  EXPECT_THAT(Post("/approve", form + FormMark(reader, "/approve"), reader).body,
              HasSubstr("ROLE_NOT_ENTITLED"));
  EXPECT_EQ(
      Post("/approve", "draft=draft-1&mark=" + FormMark(approver_, "/approve"), approver_).status,
      400);
  EXPECT_EQ(
      Post("/return", "draft=draft-1&reason=r&mark=" + FormMark(approver_, "/return"), approver_)
          .status,
      404);
  EXPECT_EQ(Post("/sign-out", "mark=" + FormMark(approver_, "/sign-out"), approver_).status, 303);
}

TEST_F(NodeSiteTest, AFormOnAQuestionThatCannotBeDoneShowsItsPageAgain) {
  const std::string answer = "/question-answer";
  const std::string ask = "/question-new";
  EXPECT_THAT(Get("/questions", approver_).body,
              AllOf(HasSubstr("No question is open"), HasSubstr("No catalogue has come")));
  const std::string form = "question=00&last_word=00&does=answer&text=typed+words&mark=";
  for (const std::string& mark : {std::string(), FormMark(approver_, ask), FormMark("", answer)}) {
    EXPECT_THAT(Post(answer, form + mark, approver_).body, HasSubstr("FORM_MARK_ABSENT")) << mark;
  }
  const std::string reader = Make("reader");
  EXPECT_THAT(Post(answer, form + FormMark(reader, answer), reader).body,
              HasSubstr("ROLE_NOT_ENTITLED"));
  const net::HttpResponse unknown = Post(answer, form + FormMark(approver_, answer), approver_);
  EXPECT_EQ(unknown.status, 404);
  EXPECT_THAT(unknown.body, AllOf(HasSubstr("no question here has the id"),
                                  HasSubstr("typed words"), HasSubstr("/questions?lang=vi")));
  EXPECT_EQ(Post(answer, "question=00&mark=" + FormMark(approver_, answer), approver_).status, 400);
  const net::HttpResponse early =
      Post(ask, "indicator=c/one&text=typed+words&mark=" + FormMark(approver_, ask), approver_);
  EXPECT_EQ(early.status, 409);
  EXPECT_THAT(early.body, HasSubstr("typed words"));
}

TEST_F(NodeSiteTest, AStoreThatCannotBeOpenedIsSaidOnThePage) {
  FailACommit();
  const net::HttpResponse response = Get("/", approver_);
  EXPECT_EQ(response.status, 500);
  EXPECT_THAT(response.body, AllOf(HasSubstr("Reason: STORE_DAMAGED"),
                                   HasSubstr("What was approved before is safe")));
}

TEST_F(NodeSiteTest, TheLanguageIsKept) {
  const net::HttpResponse response = Get("/?lang=vi", approver_);
  EXPECT_THAT(response.body, AllOf(HasSubstr("<html lang=\"vi\">"), Not(HasSubstr("No draft"))));
  const std::pair<std::string, std::string> cookie = {
      "Set-Cookie", "lontar_lang=vi; Path=/; SameSite=Lax; Max-Age=31536000"};
  EXPECT_THAT(response.headers, testing::Contains(cookie));
}

// What came through a foreign name of this machine, or was no request.
TEST_F(NodeSiteTest, ARefusalIsInTheReadersLanguageAndForProgramsWhatItWas) {
  const absl::Status error =
      base::Problem(absl::StatusCode::kInvalidArgument, "HTTP_TARGET_INVALID", "no such address");
  net::HttpRequest request;
  request.headers = {{"cookie", "lontar_lang=vi"}};
  const net::HttpResponse of_program = NodeSite::Refuse(request, error, 414);
  EXPECT_EQ(of_program.status, 414);
  EXPECT_EQ(nlohmann::json::parse(of_program.body)["reason"], "HTTP_TARGET_INVALID");
  request.headers.emplace_back("accept", "text/html");
  const net::HttpResponse of_browser = NodeSite::Refuse(request, error, 414);
  EXPECT_EQ(of_browser.status, 414);
  EXPECT_THAT(of_browser.body,
              AllOf(HasSubstr("<html lang=\"vi\">"), HasSubstr("<title>Chưa thực hiện</title>"),
                    HasSubstr("<span lang=\"en\">no such address"),
                    HasSubstr("Lý do: HTTP_TARGET_INVALID")));
}

}  // namespace
}  // namespace lontar::node
