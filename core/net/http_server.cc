#include "core/net/http_server.h"

#include <microhttpd.h>
#include <unistd.h>

#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/base/problem.h"
#include "core/base/status_macros.h"
#include "core/net/http_answer.h"
#include "core/net/http_deadlines.h"
#include "core/net/http_head.h"
#include "core/net/http_listener.h"
#include "core/net/http_problem.h"

namespace lontar::net {
namespace {

// What a stream is asked for at once.
constexpr size_t kStreamBlockBytes = 32 * 1024;

// One request while it comes and is answered.
struct Exchange {
  HttpHead head;
  HttpRequest request;
  bool is_read = false;
};

// What a response of libmicrohttpd calls while it sends.
struct Sent {
  std::unique_ptr<HttpBody> body;
};

ssize_t ReadMore(void* context, uint64_t /*position*/, char* to, size_t room) {
  const absl::StatusOr<size_t> length =
      static_cast<Sent*>(context)->body->Read(std::span<char>(to, room));
  if (!length.ok()) return MHD_CONTENT_READER_END_WITH_ERROR;
  return *length == 0 ? MHD_CONTENT_READER_END_OF_STREAM : static_cast<ssize_t>(*length);
}

void ForgetSent(void* context) { delete static_cast<Sent*>(context); }

// Leaves "%41" as it came: ParseTarget decodes, strictly.
size_t LeaveEncoded(void* /*context*/, MHD_Connection* /*connection*/, char* text) {
  return std::strlen(text);
}

MHD_Result TakeHeader(void* context, MHD_ValueKind /*kind*/, const char* name, size_t name_size,
                      const char* value, size_t value_size) {
  static_cast<HttpHead*>(context)->headers.emplace_back(
      std::string(name, name_size), std::string(value == nullptr ? "" : value, value_size));
  return MHD_YES;
}

MHD_Response* ResponseOf(HttpAnswer* answer) {
  if (answer->stream != nullptr) {
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, kStreamBlockBytes, &ReadMore,
                                             new Sent{std::move(answer->stream)}, &ForgetSent);
  }
  return MHD_create_response_from_buffer(answer->body.size(), answer->body.data(),
                                         MHD_RESPMEM_MUST_COPY);
}

// MHD_NO cuts the connection.
MHD_Result Send(MHD_Connection* connection, HttpAnswer answer) {
  MHD_Response* response = ResponseOf(&answer);
  if (response == nullptr) return MHD_NO;
  MHD_Result result = MHD_YES;
  for (const auto& [name, value] : answer.headers) {
    // Refuses a line break in a value: nobody splits an answer in two.
    if (MHD_add_response_header(response, name.c_str(), value.c_str()) == MHD_NO) result = MHD_NO;
  }
  if (result == MHD_YES) {
    result = MHD_queue_response(connection, static_cast<unsigned>(answer.status), response);
  }
  MHD_destroy_response(response);
  return result;
}

}  // namespace

class HttpServer::Running {
 public:
  explicit Running(HttpOptions options) : options_(std::move(options)) {}
  ~Running() { Stop(); }

  absl::Status Start();
  void Stop();
  int port() const { return port_; }

 private:
  // The connection's deadline, by the number that libmicrohttpd keeps for us.
  using Watch = HttpDeadlines::ConnectionId;

  static void* OnTarget(void* context, const char* target, MHD_Connection* connection);
  static MHD_Result OnRequest(void* context, MHD_Connection* connection, const char* path,
                              const char* method, const char* version, const char* upload,
                              size_t* upload_bytes, void** exchange);
  static void OnEnd(void* context, MHD_Connection* connection, void** exchange,
                    MHD_RequestTerminationCode why);
  static void OnConnection(void* context, MHD_Connection* connection, void** watch,
                           MHD_ConnectionNotificationCode what);

  MHD_Result ReadAndJudge(MHD_Connection* connection, Exchange* exchange);
  MHD_Result Answer(MHD_Connection* connection, const Exchange& exchange);
  void SetDeadline(MHD_Connection* connection, std::chrono::milliseconds longest);

  const HttpOptions options_;
  HttpDeadlines deadlines_;
  MHD_Daemon* daemon_ = nullptr;
  int port_ = 0;
};

absl::Status HttpServer::Running::Start() {
  LONTAR_ASSIGN_OR_RETURN(const HttpListener listener,
                          ListenForHttp(options_.address, options_.may_leave_machine));
  port_ = listener.port;
  // No MHD_USE_ERROR_LOG: its lines repeat what strangers send.
  daemon_ = MHD_start_daemon(
      MHD_USE_EPOLL_INTERNAL_THREAD, 0, nullptr, nullptr, &Running::OnRequest, this,
      MHD_OPTION_LISTEN_SOCKET, listener.socket, MHD_OPTION_THREAD_POOL_SIZE,
      static_cast<unsigned>(base::kHttpThreads), MHD_OPTION_CONNECTION_LIMIT,
      static_cast<unsigned>(options_.limits.connections_max), MHD_OPTION_PER_IP_CONNECTION_LIMIT,
      static_cast<unsigned>(options_.limits.per_address_max), MHD_OPTION_CONNECTION_MEMORY_LIMIT,
      base::kHttpConnectionBytesMax, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK,
      &Running::OnTarget, this, MHD_OPTION_UNESCAPE_CALLBACK, &LeaveEncoded, nullptr,
      MHD_OPTION_NOTIFY_COMPLETED, &Running::OnEnd, this, MHD_OPTION_NOTIFY_CONNECTION,
      &Running::OnConnection, this, MHD_OPTION_END);
  if (daemon_ != nullptr) return absl::OkStatus();
  close(listener.socket);
  return base::Problem(
      absl::StatusCode::kUnavailable, "HTTP_LISTEN_FAILED",
      absl::StrCat("cannot serve HTTP at \"", options_.address,
                   "\": the system refuses threads or files; raise the limits of this service"));
}

void HttpServer::Running::Stop() {
  if (daemon_ == nullptr) return;
  MHD_stop_daemon(daemon_);  // joins its threads, closes its sockets
  daemon_ = nullptr;
  deadlines_.Stop();
}

void* HttpServer::Running::OnTarget(void* /*context*/, const char* target,
                                    MHD_Connection* /*connection*/) {
  auto* exchange = new Exchange;  // until OnEnd
  exchange->head.target = target;
  return exchange;
}

MHD_Result HttpServer::Running::OnRequest(void* context, MHD_Connection* connection,
                                          const char* /*path*/, const char* method,
                                          const char* version, const char* upload,
                                          size_t* upload_bytes, void** exchange_slot) {
  auto* self = static_cast<Running*>(context);
  auto* exchange = static_cast<Exchange*>(*exchange_slot);
  if (exchange == nullptr) return MHD_NO;
  if (!exchange->is_read) {
    exchange->is_read = true;
    exchange->head.method = method;
    exchange->head.version = version;
    return self->ReadAndJudge(connection, exchange);
  }
  if (*upload_bytes == 0) return self->Answer(connection, *exchange);
  // Its length was judged; a library that gave more would be stopped here.
  if (exchange->request.body.size() + *upload_bytes > base::kHttpBodyBytesMax) return MHD_NO;
  exchange->request.body.append(upload, *upload_bytes);
  *upload_bytes = 0;
  return MHD_YES;
}

MHD_Result HttpServer::Running::ReadAndJudge(MHD_Connection* connection, Exchange* exchange) {
  MHD_get_connection_values_n(connection, MHD_HEADER_KIND, &TakeHeader, &exchange->head);
  HttpRefusal refusal = ReadHead(exchange->head, options_.form_paths, &exchange->request);
  const MHD_ConnectionInfo* info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
  if (info != nullptr && info->header_size > base::kHttpHeadBytesMax) {
    refusal = {431, base::Problem(absl::StatusCode::kInvalidArgument, "HTTP_HEAD_TOO_LARGE",
                                  absl::StrCat("the head of a request is at most ",
                                               base::kHttpHeadBytesMax, " bytes"))};
  }
  if (refusal.http_status == 0) return MHD_YES;
  HttpResponse response =
      options_.refuse ? options_.refuse(exchange->request, refusal.error, refusal.http_status)
                      : HttpProblem(refusal.error, refusal.http_status);
  // What follows on this connection may be anything.
  response.headers.emplace_back("Connection", "close");
  if (refusal.http_status == 405) response.headers.emplace_back("Allow", "GET, HEAD");
  SetDeadline(connection, options_.limits.request_longest);
  return Send(connection, MakeAnswer(exchange->request, std::move(response)));
}

MHD_Result HttpServer::Running::Answer(MHD_Connection* connection, const Exchange& exchange) {
  SetDeadline(connection, options_.limits.answer_longest);
  return Send(connection, MakeAnswer(exchange.request, options_.respond(exchange.request)));
}

void HttpServer::Running::OnEnd(void* context, MHD_Connection* connection, void** exchange,
                                MHD_RequestTerminationCode /*why*/) {
  auto* self = static_cast<Running*>(context);
  delete static_cast<Exchange*>(*exchange);
  *exchange = nullptr;
  self->SetDeadline(connection, self->options_.limits.request_longest);
}

void HttpServer::Running::OnConnection(void* context, MHD_Connection* connection, void** watch,
                                       MHD_ConnectionNotificationCode what) {
  auto* self = static_cast<Running*>(context);
  if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
    self->deadlines_.Remove(reinterpret_cast<Watch>(*watch));
    return;
  }
  const MHD_ConnectionInfo* info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  const Watch id = self->deadlines_.Add(info->connect_fd, self->options_.limits.request_longest);
  *watch = reinterpret_cast<void*>(id);  // a number where libmicrohttpd keeps a pointer for us
}

void HttpServer::Running::SetDeadline(MHD_Connection* connection,
                                      std::chrono::milliseconds longest) {
  const MHD_ConnectionInfo* info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  if (info == nullptr) return;
  deadlines_.Set(reinterpret_cast<Watch>(info->socket_context), longest);
}

HttpServer::HttpServer(std::unique_ptr<Running> running) : running_(std::move(running)) {}

HttpServer::~HttpServer() = default;

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Start(HttpOptions options) {
  auto running = std::make_unique<Running>(std::move(options));
  LONTAR_RETURN_IF_ERROR(running->Start());
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(running)));
}

void HttpServer::Stop() { running_->Stop(); }

int HttpServer::port() const { return running_->port(); }

}  // namespace lontar::net
