// Which encoding a text is in.
#include "core/ingest/reader/encoding.h"
#include "tests/support/testing.h"

using namespace adscope::ingest;

class TestEncoding : public QObject {
    Q_OBJECT
private slots:
    void tells_data() {
        // The same short tables in every encoding, as hexadecimal digits.
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QString>("encoding");
        QTest::addRow("ASCII") << QByteArray("612c620a312c320a") << "UTF-8";
        QTest::addRow("UTF-8") << QByteArray(
                                      "e697b6e997b42ce794a8e688b72ce5b9bfe5918a0a323032362d30332d30312ce794b22ce5a48fe5ada3e5a4a7e4bf83e994"
                                      "80e6b4bbe58aa80a3230"
                                      "32362d30332d30322ce4b9992ce696b0e59381e99990e697b6e68a98e689a30a")
                               << "UTF-8";
        QTest::addRow("GB18030") << QByteArray(
                                        "cab1bce42cd3c3bba72cb9e3b8e60a323032362d30332d30312cbcd72ccfc4bcbeb4f3b4d9cffabbeeb6af0a323032362d"
                                        "30332d30322cd2d22cd0c2"
                                        "c6b7cfdecab1d5dbbfdb0a")
                                 << "GB18030";
        QTest::addRow("Big5") << QByteArray(
                                     "aec9b6a12ca5cea4e12cbc73a7690a323032362d30332d30312ca5d22cae4ca975a46aab50be50aca1b0ca0a323032362d303"
                                     "32d30322ca4412cb773"
                                     "ab7eadadaec9a7e9a6a90a")
                              << "Big5";
        QTest::addRow("Latin-1") << QByteArray(
                                        "7072e96e6f6d3b76696c6c653be267650a5a6feb3b4de16c6167613b32300a4afc7267656e3b4bf66c6e3b33310a")
                                 << "ISO-8859-1";
        QTest::addRow("Windows-1252") << QByteArray(
                                             "7072e96e6f6d3b76696c6c653be267650a5a6feb3b4de16c6167613b32300a4afc7267656e3b4bf66c6e3b33310a9"
                                             "3416e61943b506f72746f209620"
                                             "476169613b3520800a")
                                      << "windows-1252";
        QTest::addRow("UTF-16LE") << QByteArray(
                                         "70007200e9006e006f006d003b00760069006c006c0065003b00e200670065000a005a006f00eb003b004d00e1006c006"
                                         "100670061003b0032003000"
                                         "0a004a00fc007200670065006e003b004b00f6006c006e003b00330031000a00")
                                  << "UTF-16LE";
        QTest::addRow("UTF-16BE") << QByteArray(
                                         "65f695f4002c75286237002c5e7f544a000a0032003000320036002d00300033002d00300031002c7532002c590f5b635"
                                         "9274fc395006d3b52a8000a"
                                         "0032003000320036002d00300033002d00300032002c4e59002c65b054c1965065f662986263000a")
                                  << "UTF-16BE";
    }
    void tells() {
        QFETCH(QByteArray, hex);
        QFETCH(QString, encoding);
        QCOMPARE(QString::fromStdString(detect_encoding(QByteArray::fromHex(hex).toStdString())), encoding);
    }
    void marksDecide() {
        QCOMPARE(detect_encoding("\xef\xbb\xbf"
                                 "a"),
                 std::string("UTF-8"));
        QCOMPARE(detect_encoding(std::string("\xff\xfe"
                                             "a\0",
                                             4)),
                 std::string("UTF-16LE"));
        QCOMPARE(detect_encoding(std::string("\xfe\xff\0a", 4)), std::string("UTF-16BE"));
        QCOMPARE(detect_encoding(std::string("\xff\xfe\0\0a\0\0\0", 8)), std::string("UTF-32LE"));
        QCOMPARE(detect_encoding(""), std::string("UTF-8"));
    }
    void aDamagedByteMakesNoOtherEncoding() {
        std::string text = QString::fromUtf8("时间,用户,广告\n2026-03-01,甲,夏季大促销活动\n2026-03-02,乙,新品限时折扣\n").toStdString();
        text += "x,\xff,y\n";
        QCOMPARE(detect_encoding(text), std::string("UTF-8"));
    }
};

ADSCOPE_TEST(TestEncoding);
#include "test_encoding.moc"
