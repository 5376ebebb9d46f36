// Measures of pictures whose every pixel is known.
#include "core/image/features.h"

#include <cmath>
#include <numeric>

#include "core/base/random.h"
#include "tests/core/image/pictures.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::image;
using adscope::testing::picture;
using adscope::testing::read_file;
using Rgb = std::array<std::uint8_t, 3>;

namespace {

double cosine(const std::vector<double>& a, const std::vector<double>& b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }

Image creative(const std::string& name) { return *decode(read_file(std::string(ADSCOPE_SOURCE_DIR "/sample_data/creatives/") + name)); }

}  // namespace

class TestFeatures : public QObject {
    Q_OBJECT

private slots:
    void labAgreesWithPublishedValues_data() {
        QTest::addColumn<int>("r");
        QTest::addColumn<int>("g");
        QTest::addColumn<int>("b");
        QTest::addColumn<double>("l");
        QTest::addColumn<double>("a");
        QTest::addColumn<double>("bb");
        // Of sRGB under D65 (Lindbloom's calculator).
        QTest::newRow("white") << 255 << 255 << 255 << 100.0 << 0.0 << 0.0;
        QTest::newRow("red") << 255 << 0 << 0 << 53.2408 << 80.0925 << 67.2032;
        QTest::newRow("green") << 0 << 255 << 0 << 87.7347 << -86.1827 << 83.1793;
        QTest::newRow("blue") << 0 << 0 << 255 << 32.2970 << 79.1875 << -107.8602;
    }
    void labAgreesWithPublishedValues() {
        QFETCH(int, r);
        QFETCH(int, g);
        QFETCH(int, b);
        QFETCH(double, l);
        QFETCH(double, a);
        QFETCH(double, bb);
        const Rgb rgb{static_cast<std::uint8_t>(r), static_cast<std::uint8_t>(g), static_cast<std::uint8_t>(b)};
        const Lab lab = to_lab(rgb.data());
        QVERIFY(std::abs(lab.l - l) < 0.02 && std::abs(lab.a - a) < 0.02 && std::abs(lab.b - bb) < 0.02);
        QCOMPARE(to_rgb(lab), rgb);
    }
    void coloursHaveTheNamesThatPeopleGive() {
        const std::vector<std::pair<Rgb, ColourName>> known{
            {{0, 0, 0}, ColourName::black},      {{128, 128, 128}, ColourName::grey}, {{255, 255, 255}, ColourName::white},
            {{220, 20, 40}, ColourName::red},    {{230, 159, 0}, ColourName::orange}, {{240, 228, 66}, ColourName::yellow},
            {{0, 158, 115}, ColourName::green},  {{0, 114, 178}, ColourName::blue},   {{86, 180, 233}, ColourName::blue},
            {{128, 0, 160}, ColourName::purple}, {{255, 182, 193}, ColourName::pink}, {{139, 69, 19}, ColourName::brown},
            {{0, 160, 170}, ColourName::teal}};
        for (const auto& [rgb, name] : known) {
            const auto found = name_of(to_lab(rgb.data()));
            QVERIFY2(found == name, qPrintable(QString("%1 %2 %3 is %4").arg(rgb[0]).arg(rgb[1]).arg(rgb[2]).arg(static_cast<int>(found))));
        }
    }
    void paletteHasTheSharesThatWereDrawn() {
        const std::vector<Rgb> colours{{230, 159, 0}, {0, 114, 178}, {255, 255, 255}};
        // 60 %, 30 %, 10 % in columns.
        const auto drawn = picture(100, 60, [&](int x, int) { return colours[x < 60 ? 0 : x < 90 ? 1 : 2]; });
        const auto f = features_of(drawn);
        QCOMPARE(f.palette.size(), std::size_t{3});
        const double shares[] = {0.6, 0.3, 0.1};
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY(std::abs(f.palette[i].share - shares[i]) < 1e-9);
            QCOMPARE(f.palette[i].rgb, colours[i]);
        }
        QCOMPARE(f.width, 100);
    }
    void brightnessContrastSaturation() {
        const auto half = features_of(picture(64, 64, [](int x, int) { return x < 32 ? Rgb{0, 0, 0} : Rgb{255, 255, 255}; }));
        QVERIFY(std::abs(half.brightness - 0.5) < 1e-6 && std::abs(half.contrast - 0.5) < 1e-6);
        QCOMPARE(half.saturation, 0.0);
        QVERIFY(half.edges > 0.02 && half.edges < 0.05);
        QVERIFY(half.hash.has_value());
        const auto red = features_of(picture(64, 64, [](int, int) { return Rgb{255, 0, 0}; }));
        QCOMPARE(red.saturation, 1.0);
        QCOMPARE(red.edges, 0.0);
        QVERIFY(red.contrast < 1e-6);
        QVERIFY(!red.hash.has_value());
        QCOMPARE(red.palette.size(), std::size_t{1});
        QVERIFY(std::abs(red.palette[0].share - 1) < 1e-12);
    }
    void hashLivesThroughScalingAndLight() {
        const auto original = creative("a01.png");
        const auto hash = perceptual_hash(original);
        QVERIFY(hash_distance(hash, perceptual_hash(scaled_to_fit(original, 200, 200))) <= 4);
        auto brighter = original;
        for (auto& v : brighter.pixels) v = static_cast<std::uint8_t>(std::min(255, v + 12));
        QVERIFY(hash_distance(hash, perceptual_hash(brighter)) <= 4);
        Random random(3);
        auto noisy = original;
        for (auto& v : noisy.pixels)
            v = static_cast<std::uint8_t>(std::clamp(static_cast<int>(v) + static_cast<int>(random.below(17)) - 8, 0, 255));
        QVERIFY(hash_distance(hash, perceptual_hash(noisy)) <= 6);
        auto mirrored = picture(original.width, original.height, [&](int x, int y) {
            const auto* p = original.at(original.width - 1 - x, y);
            return Rgb{p[0], p[1], p[2]};
        });
        QVERIFY(hash_distance(hash, perceptual_hash(mirrored)) > 10);
    }
    void vectorsAreOfUnitLength() {
        const auto a = vector_of(creative("a01.png")), b = vector_of(scaled_to_fit(creative("a01.png"), 160, 160)),
                   c = vector_of(creative("a02.png"));
        QVERIFY(std::abs(cosine(a, a) - 1) < 1e-9);
        QVERIFY(cosine(a, b) > 0.95);
        QVERIFY(cosine(a, c) < cosine(a, b));
        const auto plain = vector_of(picture(9, 9, [](int, int) { return Rgb{1, 2, 3}; }));
        QVERIFY(std::abs(cosine(plain, plain) - 1) < 1e-9);
    }
    void theSmallestPicturesAreMeasured() {
        for (const auto& [w, h] : {std::pair{1, 1}, {1, 300}, {300, 1}, {2, 2}}) {
            const auto f = features_of(picture(w, h, [](int x, int y) {
                return Rgb{static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y), 50};
            }));
            double sum = 0;
            for (const auto& c : f.palette) sum += c.share;
            QVERIFY(std::abs(sum - 1) < 1e-9 && f.palette.size() <= 5);
            QVERIFY(std::isfinite(f.contrast) && std::isfinite(f.edges));
        }
        QVERIFY(features_of({}).palette.empty());
    }
    void theSameAgain() {
        const auto a = features_of(creative("a03.png")), b = features_of(creative("a03.png"));
        QCOMPARE(a.palette.size(), b.palette.size());
        for (std::size_t i = 0; i < a.palette.size(); ++i) QCOMPARE(a.palette[i].share, b.palette[i].share);
        QCOMPARE(*a.hash, *b.hash);
    }
};

ADSCOPE_TEST(TestFeatures);
#include "test_features.moc"
