// The Reports page on a small workspace: what is ticked is what is previewed and written, names are words and never markup.
#include "tests/ui/pages/page_fixture.h"
#include "ui/pages/reports/reports_page.h"

using namespace adscope;
using namespace adscope::ui;
using adscope::testing::PageFixture;

class TestReports : public QObject {
    Q_OBJECT
    PageFixture fixture_;
    JobRunner jobs_;
    std::unique_ptr<AppState> state_;
    QTemporaryDir out_;

    static bool settle(ReportsPage& page) {
        return QTest::qWaitFor([&] { return page.settled(); }, 30'000);
    }
    static QListWidget* sections(ReportsPage& page) { return page.findChild<QListWidget*>("reportSections"); }
    static QString preview(ReportsPage& page) { return page.findChild<QTextBrowser*>("reportPreview")->toPlainText(); }
    static QString error(ReportsPage& page) {
        auto* label = page.findChild<QLabel*>("reportError");
        return label->isHidden() ? QString() : label->text();
    }
    static void tick(ReportsPage& page, const QStringList& formats) {
        for (auto* box : page.findChildren<QCheckBox*>()) box->setChecked(formats.contains(box->text()));
    }
    QString folder(const QString& name) {
        QDir(out_.path()).mkpath(name);
        return out_.filePath(name);
    }
    static QString fileOf(const QString& folder, const QString& ending) {
        const auto found = QDir(folder).entryList({"*." + ending}, QDir::Files);
        return found.size() == 1 ? QDir(folder).filePath(found[0]) : QString();
    }
    static QString html(const QString& folder) { return QString::fromStdString(testing::read_file(fileOf(folder, "html").toStdString())); }

private slots:
    void initTestCase() {
        QVERIFY(fixture_.make(true));
        state_ = std::make_unique<AppState>(&jobs_);
        ReportsPage page(state_.get());
        page.refresh();
        QVERIFY(page.settled());
        QVERIFY(!page.document());
        QVERIFY(!page.findChild<QPushButton*>("exportReport")->isEnabled());
        QVERIFY(fixture_.open(*state_));
    }

    void whatIsTickedIsPreviewed() {
        ReportsPage page(state_.get());
        page.resize(1100, 640);
        page.refresh();
        QVERIFY(settle(page));
        QVERIFY(page.document());
        auto* list = sections(page);
        QVERIFY(list->count() > 2);
        const auto all = page.document()->sections.size();
        QVERIFY(preview(page).contains("4,000"));  // the impressions of the log
        const std::string id = list->item(1)->data(Qt::UserRole).toString().toStdString();
        QString heading;
        for (const auto& s : page.document()->sections)
            if (s.id == id) heading = QString::fromStdString(render(s.title, Language::en));
        QVERIFY(!heading.isEmpty() && preview(page).contains(heading));
        list->item(1)->setCheckState(Qt::Unchecked);
        QVERIFY(!page.settled());
        QVERIFY(settle(page));
        QCOMPARE(page.document()->sections.size(), all - 1);
        for (const auto& s : page.document()->sections) QVERIFY(s.id != id);
        for (int i = 0; i < list->count(); ++i) list->item(i)->setCheckState(Qt::Unchecked);
        QVERIFY(settle(page));
        QVERIFY(!page.document());
        QCOMPARE(preview(page), QString("No section is ticked."));
    }

    void theOrderIsTheLists() {
        ReportsPage page(state_.get());
        page.refresh();
        QVERIFY(settle(page));
        auto* list = sections(page);
        const std::string second = page.request().sections.at(1);
        QVERIFY(list->model()->moveRow({}, 1, {}, 0));
        QVERIFY(settle(page));
        QCOMPARE(page.request().sections.at(0), second);
        QCOMPARE(page.document()->sections.at(0).id, second);
    }

    void anotherLanguageIsTheReportsAlone() {
        ReportsPage page(state_.get());
        page.refresh();
        QVERIFY(settle(page));
        auto* language = page.findChild<QComboBox*>("reportLanguage");
        language->setCurrentIndex(language->findData("zh"));
        emit language->activated(language->currentIndex());
        QVERIFY(settle(page));
        QCOMPARE(page.document()->language, Language::zh);
        QVERIFY(preview(page).contains(QRegularExpression(QString::fromUtf8("[一-龥]"))));
        page.retranslate();
        QVERIFY(settle(page));
        QCOMPARE(page.document()->language, Language::zh);
    }

    void theExportHoldsTheNumbers() {
        ReportsPage page(state_.get());
        page.refresh();
        QVERIFY(settle(page));
        tick(page, {"HTML", "XLSX", "PDF"});
        const QString to = folder("whole");
        page.exportTo(to);
        QVERIFY(!page.findChild<QPushButton*>("exportReport")->isEnabled());
        QVERIFY(settle(page));
        QCOMPARE(error(page), QString());
        QVERIFY2(html(to).contains("4,000"), "impressions");
        QVERIFY(testing::read_file(fileOf(to, "xlsx").toStdString()).starts_with("PK"));
        QVERIFY(testing::read_file(fileOf(to, "pdf").toStdString()).starts_with("%PDF"));
        QVERIFY(fileOf(to, "csv").isEmpty());
        // The log of exports names them.
        const QString name = QFileInfo(fileOf(to, "html")).fileName();
        QTRY_VERIFY([&] {
            for (auto* label : page.findChildren<QLabel*>())
                if (label->text().contains(name) && label->text().contains('\n')) return true;
            return false;
        }());
    }

    void aNameIsNeverMarkup() {
        ReportsPage page(state_.get());
        page.refresh();
        QVERIFY(settle(page));
        const QString name = "<b>Spring</b> & \"Sale\" <script>alert(1)</script>";
        page.findChild<QLineEdit*>("reportTitle")->setText(name);
        page.findChild<QLineEdit*>("reportAdvertiser")->setText("<i>Acme</i>");
        page.refresh();
        QVERIFY(settle(page));
        QVERIFY2(preview(page).contains(name), qPrintable(preview(page).left(300)));
        QVERIFY(preview(page).contains("<i>Acme</i>"));
        tick(page, {"HTML"});
        const QString to = folder("names");
        page.exportTo(to);
        QVERIFY(settle(page));
        const QString text = html(to);
        QVERIFY(!text.contains("<b>Spring</b>") && !text.contains("<script>alert") && !text.contains("<i>Acme"));
        QVERIFY(text.contains("&lt;b&gt;Spring&lt;/b&gt; &amp; "));
        QVERIFY(text.contains("&lt;i&gt;Acme&lt;/i&gt;"));
    }

    void withoutAFormatNothingIsWritten() {
        ReportsPage page(state_.get());
        page.refresh();
        QVERIFY(settle(page));
        tick(page, {});
        const QString to = folder("none");
        page.exportTo(to);
        QVERIFY(page.settled());
        QVERIFY(error(page).contains("format"));
        QVERIFY(QDir(to).isEmpty());
    }

    void aFolderThatIsNoneIsSaid() {
        ReportsPage page(state_.get());
        page.refresh();
        QVERIFY(settle(page));
        tick(page, {"HTML"});
        const QString file = out_.filePath("a_file");
        testing::write_file(file.toStdString(), "here first");
        page.exportTo(file);
        QVERIFY(settle(page));
        QVERIFY2(error(page).contains(file), qPrintable(error(page)));
        QCOMPARE(testing::read_file(file.toStdString()), std::string("here first"));
        QVERIFY(page.findChild<QPushButton*>("exportReport")->isEnabled());
    }

    void pseudonymsHideTheKeys() {
        ReportsPage page(state_.get());
        page.refresh();
        QVERIFY(settle(page));
        tick(page, {"HTML"});
        const QRegularExpression key(">[^<]*\\bu[0-9]{2}\\b");
        page.exportTo(folder("pseudonyms"));
        QVERIFY(settle(page));
        QVERIFY(!html(folder("pseudonyms")).contains(key));
        page.findChild<QComboBox*>("reportPrivacy")->setCurrentIndex(1);
        page.exportTo(folder("raw"));
        QVERIFY(settle(page));
        QVERIFY(html(folder("raw")).contains(key));
    }
};

ADSCOPE_TEST(TestReports);
#include "test_reports.moc"
