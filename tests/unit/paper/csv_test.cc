#include "core/paper/csv.h"

#include <gmock/gmock.h>

#include "tests/unit/paper/sample.h"

namespace lontar::paper {
namespace {

using testing::HasSubstr;

TEST(PaperCsv, EachRowSaysItsTableAndItsKind) {
  EXPECT_EQ(ToCsv(SmallPaper()),
            ",band,WHAT-IF: threshold 6\n"
            ",band,TRAINING: figures of an exercise\n"
            ",title,\"Court cases <b>& \"\"more\"\"</b>\"\n"
            ",text,Two of 14 </style><script>alert(1)</script>\n"
            "A9.1,caption,answers," +
                FingerprintOf(*TableIn(SmallPaper(), "A9.1")) +
                "\n"
                "A9.1,head,member,count,answer\n"
                "A9.1,row,KH,3,reported as specified\n"
                "A9.1,row,LA,,'=cmd|' /C calc'!A0\n"
                "A9.1,row,TH,12,\"แรงงานเด็ก, \"\"ໄວ\"\"\nsecond line\"\n"
                "A9.1,note,'+1 note\n"
                ",heading,A10. Campaigns\n"
                ",text,Nothing yet.\n"
                ",foot,asean-child-labour · edition 2 · root 7f3a-91c0\n");
}

// Whatever begins a formula in some spreadsheet.
TEST(PaperCsv, NoTextBecomesAFormula) {
  for (const std::string start : {"=", "+", "-", "@", "\t", "\r"}) {
    Paper paper;
    paper.blocks.emplace_back(Paragraph{start + "1+1"});
    const std::string csv = ToCsv(paper);
    EXPECT_THAT(csv, HasSubstr("'" + start)) << start;
  }
}

}  // namespace
}  // namespace lontar::paper
