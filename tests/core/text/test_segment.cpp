// Words, runs of them and normal forms, in both languages.
#include "core/text/normalise.h"
#include "core/text/segment.h"
#include "core/text/style.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::text;

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& w : words) out += (out.empty() ? "" : "|") + w;
    return out;
}

}  // namespace

class TestSegment : public QObject {
    Q_OBJECT
    Segmenter segmenter_;

private slots:
    void words_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("english") << "Light sunscreen, SPF 50!"
                                 << "light|sunscreen|spf|50";
        QTest::newRow("chinese") << "签证代办：免费试用 7 天"
                                 << "签证|代办|免费|试用|7|天";
        QTest::newRow("mixed") << "AI绘画体验课"
                               << "ai|绘画|体验|课";
        QTest::newRow("full width") << "ＳＰＦ５０ 防晒霜"
                                    << "spf50|防晒|霜";
        QTest::newRow("apostrophe and decimals") << "Don't pay 1,299.50"
                                                 << "don't|pay|1,299.50";
        QTest::newRow("nothing") << ""
                                 << "";
        QTest::newRow("signs alone") << " —!?。 "
                                     << "";
    }
    void words() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(joined(segmenter_.words(text.toStdString()))), expected);
    }
    void placesAreThoseOfTheText() {
        const std::string text = "买 SPF 50";
        const auto words = segmenter_.cut(text);
        QCOMPARE(words.size(), std::size_t{3});
        QCOMPARE(text.substr(words[0].begin, words[0].end - words[0].begin), std::string("买"));
        QVERIFY(words[0].kind == Word::Kind::ideographs && words[1].kind == Word::Kind::letters && words[2].kind == Word::Kind::number);
        QCOMPARE(words[1].begin, std::size_t{4});
    }
    void stopWordsLeave() {
        QCOMPARE(joined(segmenter_.words("The best of the summer", true)), std::string("best|summer"));
        QCOMPARE(joined(segmenter_.words("夏天的裙子", true)), std::string("夏天|裙子"));
        QVERIFY(is_stop_word("a") && is_stop_word("都") && !is_stop_word("sun"));
    }
    void bytesThatAreNoTextAreNoWords() {
        const std::string broken = "ok \xff\xfe\x80 fine \xe4\xb8";
        const auto words = segmenter_.words(broken);
        QVERIFY(words.size() >= 2 && words[0] == "ok");
        QVERIFY(std::find(words.begin(), words.end(), "fine") != words.end());
        for (const auto& w : segmenter_.cut(broken)) QVERIFY(w.begin < w.end && w.end <= broken.size());
        (void)character_ngrams(broken, 3);
    }
    void runsOfWords() {
        const std::vector<std::string> words{"a", "b", "c"};
        QCOMPARE(joined(word_ngrams(words, 1, 2)), std::string("a|b|c|a b|b c"));
        QCOMPARE(joined(word_ngrams(words, 4, 4)), std::string());
        QCOMPARE(joined(word_ngrams(words, 3, 3)), std::string("a b c"));
    }
    void runsOfCharacters() {
        QCOMPARE(joined(character_ngrams("防晒 霜!50", 2)), std::string("防晒|晒霜|霜5|50"));
        QCOMPARE(joined(character_ngrams("ab", 3)), std::string("ab"));
        QCOMPARE(joined(character_ngrams("abc", 3)), std::string("abc"));
        QVERIFY(character_ngrams("?!", 3).empty());
    }
    void normalForms() {
        QCOMPARE(normalise("Ａｄ１２３　①ﬁ"), std::string("ad123 1fi"));
        QCOMPARE(normalise("STRASSE"), normalise("straße"));
        QCOMPARE(normalise("Café", {.compatibility = false, .fold_case = false}), std::string("Caf\u00e9"));
        QCOMPARE(normalise("Cafe\u0301", {.compatibility = false, .fold_case = false}), std::string("Caf\u00e9"));
        QCOMPARE(normalise("CAFE\u0301", {.compatibility = false}), std::string("caf\u00e9"));
        QCOMPARE(normalise("Ａd", {.fold_case = false}), std::string("Ad"));
        QCOMPARE(normalise("  a\t \n b　", {.spaces = true}), std::string("a b"));
        QCOMPARE(normalise("臺灣護膚品", {.simplified = true}), std::string("台湾护肤品"));
        QCOMPARE(normalise(""), std::string());
    }
    void normalFormsStayAsTheyAre() {
        const NormaliseOptions all{.simplified = true, .spaces = true};
        for (const char* text : {"ＡＢＣ  對比", "İstanbul ẞ", "㎏ ﾊﾝｶｸ", "e\u0301\u0323"}) {
            const auto once = normalise(text, all);
            QCOMPARE(normalise(once, all), once);
        }
    }
    void styleIsCounted() {
        const auto s = style_of("限时 5 折！Buy NOW?! 🎉", segmenter_);
        QCOMPARE(s.characters, std::int64_t{14});
        QCOMPARE(s.digits, std::int64_t{1});
        QCOMPARE(s.capitals, std::int64_t{4});
        QCOMPARE(s.exclamations, std::int64_t{2});
        QCOMPARE(s.questions, std::int64_t{1});
        QCOMPARE(s.punctuation, std::int64_t{3});
        QCOMPARE(s.emoji, std::int64_t{1});
        QCOMPARE(s.words, std::int64_t{6});  // the dictionary has no 限时
        QCOMPARE(style_of("", segmenter_).characters, std::int64_t{0});
    }
};

ADSCOPE_TEST(TestSegment);
#include "test_segment.moc"
