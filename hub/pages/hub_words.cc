#include "hub/pages/hub_words.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_replace.h"
#include "core/pages/words.h"

namespace lontar::pages {
namespace {

// By key. "{size}" and the like are filled in by web/log.mjs.
constexpr WordEntry kHubWords[] = {
    {"as_of.last", "the last of these entries arrived", "mục cuối cùng đến lúc"},
    {"calendar.answered", "Answered", "Đã trả lời"},
    {"calendar.caption", "Who has answered {title}, members on {date}",
     "Ai đã trả lời {title}, các quốc gia thành viên ngày {date}"},
    {"calendar.catalogue", "Catalogue", "Danh mục"},
    {"calendar.closed", "Closed", "Đã đóng"},
    {"calendar.cut_off", "Cut-off", "Hạn nộp"},
    {"calendar.evaluated", "Evaluated again", "Đánh giá lại"},
    {"calendar.extended", "Extended", "Gia hạn"},
    {"calendar.extended_all", "to {day} for all", "đến {day} cho tất cả"},
    {"calendar.extended_some", "to {day} for {members}", "đến {day} cho {members}"},
    {"calendar.late_count", "late: {count} indicators", "trễ: {count} chỉ tiêu"},
    {"calendar.late_return", "late: return of {day}", "trễ: báo cáo tổng hợp ngày {day}"},
    {"calendar.later", "{count} to come later", "{count} sẽ gửi sau"},
    {"calendar.left", "{days} days left", "còn {days} ngày"},
    {"calendar.left_out", "left out: {members}", "trừ: {members}"},
    {"calendar.mail", "As a line for a mail", "Một dòng để gửi thư"},
    {"calendar.nobody", "Nobody is overdue on {date}.", "Không ai quá hạn vào ngày {date}."},
    {"calendar.none", "No round has been opened yet.", "Chưa đợt thu thập nào được mở."},
    {"calendar.notes", "Notes", "Ghi chú"},
    {"calendar.of", "{count} of {all}", "{count} trên {all}"},
    {"calendar.opened", "Opened", "Đã mở"},
    {"calendar.overdue", "overdue, {days} days", "quá hạn {days} ngày"},
    {"calendar.past", "{days} days ago", "{days} ngày trước"},
    {"calendar.sentence", "Overdue on {date}, over all rounds: {count}.",
     "Quá hạn vào ngày {date}, trong mọi đợt: {count}."},
    {"calendar.state", "Return", "Báo cáo tổng hợp"},
    {"calendar.state.nil", "nil return", "báo cáo tổng hợp: không có số liệu"},
    {"calendar.state.partial", "partial", "một phần"},
    {"calendar.state.return", "return", "đã gửi"},
    {"calendar.state.silence", "nothing yet", "chưa có gì"},
    {"calendar.today", "today", "hôm nay"},
    {"calendar.voluntary",
     "Members in their fixed order. One that has not answered is a normal case, and nobody is "
     "ranked by it. Days are of UTC.",
     "Các quốc gia theo thứ tự cố định. Chưa trả lời là bình thường, và không ai bị xếp hạng vì "
     "điều đó. Ngày theo giờ UTC."},
    {"chart.hint",
     "One scale from zero for all. A dot is a figure, hollow: of the base year; dots are joined "
     "where measure, ages and concept are the same, dashed to a provisional one. The table has the "
     "same figures.",
     "Cùng một thang đo từ số không. Mỗi chấm là một số liệu, chấm rỗng: năm gốc; các chấm được "
     "nối "
     "khi cùng thước đo, độ tuổi và khái niệm, nét đứt: số liệu tạm thời. Bảng có cùng số liệu."},
    {"check.absent", "entry {index} is not in the log of {size} entries that was signed",
     "mục {index} không có trong nhật ký {size} mục đã được ký"},
    {"check.alone", "No other member's witness has cosigned this size yet.",
     "Chưa có nhân chứng của quốc gia nào khác cùng ký kích thước này."},
    {"check.button", "Check it here", "Kiểm tra tại đây"},
    {"check.cosigned", "Cosigned by the witnesses of {members}.",
     "Được các nhân chứng của {members} cùng ký."},
    {"check.details", "Hashes", "Các mã băm"},
    {"check.failed", "The check could not be finished: {why}. Nothing is wrong by that; try again.",
     "Chưa kiểm tra xong: {why}. Điều đó không có nghĩa là có sai sót; hãy thử lại."},
    {"check.forked",
     "the log of {size} entries does not continue the one of {before} entries that this browser "
     "checked before: keep both checkpoints as evidence",
     "nhật ký {size} mục không nối tiếp nhật ký {before} mục mà trình duyệt này đã kiểm tra: hãy "
     "giữ cả hai điểm kiểm tra làm bằng chứng"},
    {"check.good", "Checked in this browser: the log key signed a log of {size} entries.",
     "Đã kiểm tra trong trình duyệt này: khóa nhật ký đã ký một nhật ký có {size} mục."},
    {"check.grown", "It continues the log of {before} entries that this browser checked before.",
     "Nhật ký nối tiếp nhật ký {before} mục mà trình duyệt này đã kiểm tra trước đó."},
    {"check.included",
     "Checked in this browser: entry {index} is in the log of {size} entries that the log key "
     "signed.",
     "Đã kiểm tra trong trình duyệt này: mục {index} có trong nhật ký {size} mục mà khóa nhật ký "
     "đã ký."},
    {"check.key", "Key of the log", "Khóa của nhật ký"},
    {"check.key_hint",
     "This is what the hub says. Put in the key from your own papers (log.vkey) to depend on "
     "nobody.",
     "Đây là khóa do máy chủ đưa ra. Hãy nhập khóa trong giấy tờ của bạn (log.vkey) để không phụ "
     "thuộc vào ai."},
    {"check.misfit",
     "This does not fit: {why}. Keep this page, and tell your statistical office and ASEC.",
     "Không khớp: {why}. Hãy giữ trang này và báo cho cơ quan thống kê của bạn và ASEC."},
    {"check.no_script",
     "This check needs a browser with scripts; `lontar receipt verify` does the same.",
     "Việc kiểm tra này cần trình duyệt có bật script; `lontar receipt verify` cũng làm như vậy."},
    {"check.other", "entry {index} is another one than this page says",
     "mục {index} khác với mục mà trang này nêu"},
    {"check.shrunk",
     "the hub shows a log of {size} entries, and this browser has checked one of {before} before",
     "máy chủ đưa ra nhật ký {size} mục, còn trình duyệt này đã kiểm tra nhật ký {before} mục"},
    {"check.title", "Check it yourself", "Tự kiểm tra"},
    {"check.unsigned", "the checkpoint is not signed by this key of the log",
     "điểm kiểm tra không được ký bằng khóa nhật ký này"},
    {"check.unsupported",
     "This browser cannot check signatures (Ed25519, over https). A newer one can, and so can "
     "`lontar receipt verify`.",
     "Trình duyệt này không kiểm tra được chữ ký (Ed25519, qua https). Trình duyệt mới hơn hoặc "
     "`lontar receipt verify` làm được."},
    {"check.what",
     "Your browser fetches the signed checkpoint and the hashes beside the way, recomputes the "
     "proof and checks the signatures. It believes nothing that this page says.",
     "Trình duyệt của bạn tải điểm kiểm tra đã ký và các mã băm, tính lại bằng chứng và kiểm tra "
     "chữ ký. Nó không tin điều gì mà trang này nói."},
    {"check.works", "Checking: checkpoint, tiles, signatures …",
     "Đang kiểm tra: điểm kiểm tra, các mảnh, chữ ký …"},
    {"docket", "Docket of this round", "Hồ sơ của đợt này"},
    {"docket.files", "to read and print; as a file", "để đọc và in; dưới dạng tệp"},
    {"docket.recompute",
     "Any member can recompute it from the log: `lontar audit`, then `lontar docket` over the "
     "mirror gives the same bytes.",
     "Mọi quốc gia có thể tính lại từ nhật ký: `lontar audit`, rồi `lontar docket` trên bản sao "
     "cho "
     "ra cùng các byte."},
    {"entry.author.authority", "authority", "cơ quan ký"},
    {"entry.kind.answer", "answer", "câu trả lời"},
    {"entry.kind.branch-choice", "branch-choice", "chọn nhánh"},
    {"entry.kind.catalogue", "catalogue", "danh mục"},
    {"entry.kind.collection", "collection", "bộ chỉ tiêu"},
    {"entry.kind.decision", "decision", "quyết định"},
    {"entry.kind.erasure", "erasure", "xóa"},
    {"entry.kind.keys", "keys", "khóa"},
    {"entry.kind.member", "member", "quốc gia thành viên"},
    {"entry.kind.policy", "policy", "chính sách"},
    {"entry.kind.question", "question", "câu hỏi"},
    {"entry.kind.release", "release", "công bố"},
    {"entry.kind.restore-notice", "restore-notice", "thông báo khôi phục"},
    {"entry.kind.return", "return", "bản trả lời"},
    {"entry.kind.round", "round", "đợt thu thập"},
    {"entry.kind.source-plan", "source-plan", "đơn vị chủ trì"},
    {"entry.kind.submission", "submission", "báo cáo"},
    {"entry.kind.trust-root", "trust-root", "gốc tin cậy"},
    {"entry.verdict.accepted", "accepted", "được chấp nhận"},
    {"evaluation", "Evaluation", "Lần đánh giá"},
    {"evaluation.first", "Evaluation 1, the result that stands. The round was counted again:",
     "Lần đánh giá 1, kết quả có hiệu lực. Đợt này đã được tính lại:"},
    {"evaluation.late", "It counts what was late too.", "Có tính cả số liệu nộp muộn."},
    {"evaluation.stands", "The result of evaluation 1 stands unchanged.",
     "Kết quả của lần đánh giá 1 vẫn giữ nguyên."},
    {"indicator.ages", "Ages", "Độ tuổi"},
    {"indicator.as_specified", "As specified", "Đúng định nghĩa"},
    {"indicator.by_member", "By member: whose figures, and how they differ from the definition",
     "Theo quốc gia: số liệu của ai, và khác định nghĩa thế nào"},
    {"indicator.figures", "Figures", "Số liệu"},
    {"indicator.live", "Live figures, by member and period",
     "Số liệu hiện hành, theo quốc gia và thời kỳ"},
    {"indicator.marks", "Marks", "Ký hiệu"},
    {"indicator.measure", "Measure", "Thước đo"},
    {"indicator.more", "and {count} more", "và {count} nữa"},
    {"indicator.more_figures",
     "{count} more figures are in the data; this page shows the first {shown}.",
     "Còn {count} số liệu trong dữ liệu; trang này hiện {shown} số liệu đầu."},
    {"indicator.no_kind", "not as specified, no kind stated", "khác định nghĩa, không nêu loại"},
    {"indicator.none_here", "There is no figure here that this token is for.",
     "Ở đây không có số liệu nào dành cho mã này."},
    {"indicator.not_open", "not open to this reader", "không mở cho người đọc này"},
    {"indicator.nothing", "nothing", "không có gì"},
    {"indicator.of_whom", "Of whom", "Của ai"},
    {"indicator.period", "Period", "Thời kỳ"},
    {"indicator.periods", "Periods", "Thời kỳ"},
    {"indicator.provider", "Provider", "Đơn vị cung cấp"},
    {"indicator.providers", "Providers", "Đơn vị cung cấp"},
    {"indicator.token",
     "Figures are shown to those who have a token of ASEC's. Coverage is open to all.",
     "Số liệu chỉ hiện cho người có mã của ASEC. Mức độ bao phủ mở cho tất cả."},
    {"life.approved", "Approved", "Phê duyệt"},
    {"life.approved_by", "{author}, entry {number} of its node", "{author}, mục {number} của nút"},
    {"life.arrived", "Arrived", "Đã đến"},
    {"life.arrived_at", "{time}, by the hub's clock: {verdict}",
     "{time}, theo đồng hồ máy chủ: {verdict}"},
    {"life.index", "Place in the log", "Vị trí trong nhật ký"},
    {"life.index_at", "number {index}, counted from 0; the log has {size} entries",
     "số {index}, đếm từ 0; nhật ký có {size} mục"},
    {"life.on_behalf", "on behalf of another office", "thay mặt cơ quan khác"},
    {"life.published", "Published", "Công bố"},
    {"life.published_in", "in the checkpoint of log size {size}",
     "trong điểm kiểm tra ở kích thước nhật ký {size}"},
    {"life.settled", "Settled", "Đã xác lập"},
    {"life.settled_no", "not yet: {quorum} witnesses settle it. Nothing is lost by that.",
     "chưa: cần {quorum} nhân chứng. Không mất gì vì điều đó."},
    {"life.settled_yes", "yes, up to log size {size}", "rồi, đến kích thước nhật ký {size}"},
    {"life.signed_by", "signed by {names}", "do {names} ký"},
    {"life.supplied", "Supplied", "Cung cấp"},
    {"log.arrived", "Arrived", "Đã đến"},
    {"log.earlier", "Earlier entries", "Các mục trước đó"},
    {"log.entry", "Entry", "Mục"},
    {"log.find", "Entry", "Mục"},
    {"log.from", "From", "Từ"},
    {"log.kind", "Kind", "Loại"},
    {"log.newest_first", "Entries, the newest first", "Các mục, mới nhất trước"},
    {"log.receipt", "Receipt of this entry", "Biên nhận của mục này"},
    {"log.receipt_hint", "It is checked offline by `lontar receipt verify`.",
     "Được kiểm tra ngoại tuyến bằng `lontar receipt verify`."},
    {"log.size",
     "The log has {size} entries; {witnesses} of {all} members' witnesses have cosigned it as it "
     "stands.",
     "Nhật ký có {size} mục; {witnesses} trên {all} nhân chứng của các quốc gia đã cùng ký."},
    {"log.verdict", "Verdict", "Kết luận"},
    {"matrix.caption", "{title}: list {list}, members on {date}",
     "{title}: danh mục {list}, thành viên ngày {date}"},
    {"matrix.none", "No round has been opened yet.", "Chưa đợt thu thập nào được mở."},
    {"matrix.none_next",
     "When ASEC opens a round, this page shows which member has reported what. Nothing has to be "
     "done here.",
     "Khi ASEC mở một đợt, trang này cho thấy quốc gia nào đã báo cáo gì. Không cần làm gì ở đây."},
    {"member.questions", "Being clarified with ASEC", "Đang làm rõ với ASEC"},
    {"member.sentence", "Counted for {name} in this round: {counted} of {all} indicators.",
     "{name}: {counted} trên {all} chỉ tiêu được tính trong đợt này."},
    {"member.unchanged", "A question changes no figure and no count.",
     "Câu hỏi không thay đổi số liệu hay việc tính."},
    {"member.why", "Counted or not, and why", "Được tính hay không, và vì sao"},
    {"progress", "Beside its own baseline", "So với số liệu gốc của chính mình"},
    {"progress.hint",
     "The latest figure beside the baseline, where both are of the same kind. A difference is no "
     "judgement, and no other member stands here.",
     "Số liệu mới nhất bên cạnh số liệu gốc, khi cả hai cùng loại. Chênh lệch không phải là đánh "
     "giá, và không có quốc gia nào khác ở đây."},
    {"progress.stated", "As stated by the member", "Do quốc gia tự đánh giá"},
    {"region", "All members together", "Tất cả các quốc gia"},
    {"region.hint",
     "Sums of figures that are alike, as the round closed; never an average. None is given from "
     "which a member's own could be worked out.",
     "Tổng các số liệu cùng loại, khi đợt đóng; không bao giờ là trung bình. Không nêu tổng nào mà "
     "từ đó có thể suy ra số liệu của một quốc gia."},
    {"role.asec", "asec", "ASEC"},
    {"role.auditor", "auditor", "kiểm toán viên"},
    {"role.member", "member", "quốc gia thành viên"},
    {"role.public", "public", "công chúng"},
    {"role.slom", "slom", "SLOM"},
    {"round.closed", "closed", "đã đóng"},
    {"round.earlier", "nearest to {target}, the earlier one on a tie",
     "gần {target} nhất, nếu bằng nhau thì năm trước"},
    {"round.from", "from {day}", "từ {day}"},
    {"round.later", "nearest to {target}, the later one on a tie",
     "gần {target} nhất, nếu bằng nhau thì năm sau"},
    {"round.led_by", "Led by", "Chủ trì"},
    {"round.members_on", "Members on", "Thành viên ngày"},
    {"round.needed", "Members needed", "Số quốc gia cần có"},
    {"round.open", "open", "đang mở"},
    {"round.state", "State", "Tình trạng"},
    {"round.to", "to {day}", "đến {day}"},
    {"round.year", "Year", "Năm"},
    {"status.code", "Code", "Mã"},
    {"status.head", "The hub answers; its log has {size} entries.",
     "Máy chủ đang hoạt động; nhật ký có {size} mục."},
    {"status.members", "Members", "Các quốc gia"},
    {"status.origin", "Origin of the log", "Nguồn của nhật ký"},
    {"status.running", "Running since", "Hoạt động từ"},
    {"status.settled", "Settled", "Đã xác lập"},
    {"status.settled_no",
     "not yet: {count} of {all} members have confirmed it, and {quorum} are needed. Figures and "
     "counts are not affected.",
     "chưa: {count} trên {all} quốc gia đã xác nhận, cần {quorum}. Số liệu và việc tính không bị "
     "ảnh hưởng."},
    {"status.settled_to", "Settled up to", "Đã xác lập đến"},
    {"status.settled_yes",
     "yes: {count} of {all} members have confirmed it, and {quorum} are needed",
     "rồi: {count} trên {all} quốc gia đã xác nhận, cần {quorum}"},
    {"status.since", "Since", "Từ"},
    {"status.version", "Version", "Phiên bản"},
    {"status.waiting", "Waiting", "Đang chờ"},
    {"status.waits", "{count} entries wait for their place in the log",
     "{count} mục chờ được xếp vào nhật ký"},
};

}  // namespace

absl::string_view HubWordOf(absl::string_view language, absl::string_view key) {
  const auto* found = std::ranges::find(kHubWords, key, &WordEntry::key);
  return found == std::end(kHubWords) ? "" : WordIn(kHubWords, language, key);
}

absl::string_view HubWord(absl::string_view language, absl::string_view key) {
  return WordIn(kHubWords, language, key);
}

std::string HubSay(absl::string_view language, absl::string_view key,
                   const std::vector<std::pair<absl::string_view, std::string>>& fillings) {
  return absl::StrReplaceAll(HubWord(language, key), fillings);
}

}  // namespace lontar::pages
