// Pictures of untrusted files: what is read, what is refused before a pixel is decoded, and where files may lie.
#include <QBuffer>
#include <QDir>
#include <array>
#include <filesystem>

#include "core/image/image.h"
#include "tests/core/image/pictures.h"
#include "tests/support/small_workspace.h"
#include "tests/support/testing.h"

using namespace adscope;
using namespace adscope::image;
using adscope::testing::bmp;
using adscope::testing::picture;
using adscope::testing::read_file;
using adscope::testing::write_file;

namespace {

// 2 x 2, 8 bits with alpha: red, half-transparent black, green, wholly transparent.
const std::string kPng =
    QByteArray::fromBase64("iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAFklEQVR4nGP4z8AARAwNIOo/KysrAwAwFASMpcuqtAAAAABJRU5ErkJggg==")
        .toStdString();

std::string english(const Error& e) { return render(e.message, Language::en); }

}  // namespace

class TestDecode : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string root_ = folder_.path().toStdString();

private slots:
    void readsTheCampaignsCreatives() {
        const auto bytes = read_file(ADSCOPE_SOURCE_DIR "/sample_data/creatives/a01.png");
        const auto image = decode(bytes);
        QVERIFY_OK(image);
        QCOMPARE(image->width, 320);
        QCOMPARE(image->height, 180);
        QCOMPARE(image->pixels.size(), std::size_t{320 * 180 * 3});
    }
    void readsBitmapsToTheByte() {
        const auto drawn = picture(7, 3, [](int x, int y) {
            return std::array<std::uint8_t, 3>{static_cast<std::uint8_t>(x * 30), static_cast<std::uint8_t>(y * 90), 200};
        });
        const auto image = decode(bmp(drawn));
        QVERIFY_OK(image);
        QCOMPARE(image->pixels, drawn.pixels);
    }
    void transparentPixelsLieOnWhite() {
        const auto image = decode(kPng);
        QVERIFY_OK(image);
        QCOMPARE(image->pixels, (std::vector<std::uint8_t>{255, 0, 0, 127, 127, 127, 0, 255, 0, 255, 255, 255}));
    }
    void otherKindsAreNamedAsSuch() {
        for (const std::string& bytes : {std::string("GIF89a\1\0\1\0"), std::string("<svg/>"), std::string(), std::string("\0\0\2\0", 4)}) {
            const auto image = decode(bytes);
            QVERIFY(!image && image.error().code == ErrorCode::invalid_input);
            QVERIFY(english(image.error()).find("PNG, JPEG or BMP") != std::string::npos);
        }
    }
    void everyCutFileIsAnErrorOrAPicture() {
        const auto bytes = read_file(ADSCOPE_SOURCE_DIR "/sample_data/creatives/a02.png");
        std::size_t errors = 0;
        for (std::size_t n = 0; n < bytes.size(); n += 37) errors += !decode(std::string_view(bytes).substr(0, n)).ok();
        QVERIFY(errors > 20);
    }
    void sizeIsKnownBeforeDecoding() {
        // A header that promises 16000 x 16000 pixels, with nothing behind it.
        std::string bytes = bmp(picture(2, 2, [](int, int) { return std::array<std::uint8_t, 3>{}; }));
        for (const int at : {18, 22}) {
            bytes[static_cast<std::size_t>(at)] = static_cast<char>(0x80);
            bytes[static_cast<std::size_t>(at) + 1] = 0x3e;
        }
        const auto image = decode(bytes);
        QVERIFY(!image && image.error().code == ErrorCode::refused);
        QVERIFY2(english(image.error()).find("16,000") != std::string::npos, english(image.error()).c_str());
        QCOMPARE(decode(kPng, {.bytes = 10}).error().code, ErrorCode::refused);
        QCOMPARE(decode(read_file(ADSCOPE_SOURCE_DIR "/sample_data/creatives/a01.png"), {.pixels = 1000}).error().code, ErrorCode::refused);
    }
    void jpegOfEndlessScansIsRefused() {
        // A JPEG whose header is right and whose scans are many: only the frame header is needed to be measured.
        std::string bytes("\xff\xd8\xff\xc2\x00\x11\x08\x00\x10\x00\x10\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00", 21);
        for (int i = 0; i < 100; ++i) bytes += "\xff\xda";
        const auto image = decode(bytes);
        QVERIFY(!image && image.error().code == ErrorCode::refused);
    }
    void cancelEnds() {
        std::stop_source stop;
        stop.request_stop();
        const auto image = decode(read_file(ADSCOPE_SOURCE_DIR "/sample_data/creatives/a01.png"), {}, JobContext(stop.get_token(), {}));
        QVERIFY(!image && image.error().is_cancelled());
    }
    void scalingTakesMeans() {
        const auto drawn = picture(4, 2, [](int x, int) {
            return std::array<std::uint8_t, 3>{static_cast<std::uint8_t>(x % 2 ? 200 : 100), 0, 0};
        });
        const auto small = scaled_to_fit(drawn, 2, 2);
        QCOMPARE(small.width, 2);
        QCOMPARE(small.height, 1);
        QCOMPARE(static_cast<int>(small.at(0, 0)[0]), 150);
        QCOMPARE(scaled_to_fit(drawn, 100, 100).pixels, drawn.pixels);
        QCOMPARE(scaled_to_fit(picture(500, 1, [](int, int) { return std::array<std::uint8_t, 3>{}; }), 10, 10).height, 1);
    }
    void pathsStayBelowTheirFolder_data() {
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("code");
        const auto row = [](const char* value, ErrorCode code) { QTest::newRow(value) << value << static_cast<int>(code); };
        row("", ErrorCode::not_found);
        row("pictures/none.bmp", ErrorCode::not_found);
        row("pictures", ErrorCode::not_found);
        row("http://example.com/a.png", ErrorCode::refused);
        row("HTTPS://example.com/a.png", ErrorCode::refused);
        row("file:///etc/passwd", ErrorCode::refused);
        row("//server/share/a.png", ErrorCode::refused);
        row("\\\\server\\share\\a.png", ErrorCode::refused);
        row("C:\\a.png", ErrorCode::refused);
        row("/etc/passwd", ErrorCode::refused);
        row("../secret.bmp", ErrorCode::refused);
        row("pictures/../../secret.bmp", ErrorCode::refused);
        row("link.bmp", ErrorCode::refused);
        row("data:image/png;base64,@@@", ErrorCode::invalid_input);
        row("data:text/html,<b>", ErrorCode::invalid_input);
    }
    void pathsStayBelowTheirFolder() {
        QFETCH(QString, value);
        QFETCH(int, code);
        namespace fs = std::filesystem;
        fs::create_directories(root_ + "/log/pictures");
        write_file(root_ + "/secret.bmp", bmp(picture(1, 1, [](int, int) { return std::array<std::uint8_t, 3>{}; })));
        std::error_code ignored;
        fs::create_symlink(root_ + "/secret.bmp", root_ + "/log/link.bmp", ignored);
        const auto image = load_image(value.toStdString(), {root_ + "/nowhere", root_ + "/log"});
        QVERIFY(!image);
        QCOMPARE(static_cast<int>(image.error().code), code);
        QVERIFY(!english(image.error()).empty() && !english(image.error()).starts_with("ads."));
    }
    void filesAndDataValuesAreFound() {
        namespace fs = std::filesystem;
        fs::create_directories(root_ + "/log/图片");
        write_file(root_ + "/log/图片/一.bmp", bmp(picture(3, 1, [](int, int) { return std::array<std::uint8_t, 3>{9, 8, 7}; })));
        for (const char* value : {"图片/一.bmp", "./图片/一.bmp", "图片\\一.bmp"}) {
            const auto image = load_image(value, {root_ + "/log"});
            QVERIFY_OK(image);
            QCOMPARE(image->width, 3);
        }
        const auto inside = load_image(
            "data:image/bmp;base64," + QByteArray::fromStdString(read_file(root_ + "/log/图片/一.bmp")).toBase64().toStdString(), {});
        QVERIFY_OK(inside);
        QCOMPARE(inside->pixels[0], std::uint8_t{9});
    }
    void foldersAreThoseOfTheSources() {
        const auto path = root_ + "/w.adscope";
        testing::SmallWorkspace w(path);
        w.sql(
            "UPDATE sources SET path = '/data/logs/events.csv'; INSERT INTO sources SELECT 2, 'ads', '/data/ads/ads.csv', name, sha256, "
            "bytes, rows_read, "
            "accepted, rejected, duplicates, reasons, mapping, dialect, imported_at, batch FROM sources");
        const auto folders = image_folders(w.workspace().database());
        QVERIFY_OK(folders);
        QCOMPARE(*folders, (std::vector<std::string>{"/data/ads", "/data/logs", root_}));
    }
};

ADSCOPE_TEST(TestDecode);
#include "test_decode.moc"
