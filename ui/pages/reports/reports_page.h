// Reports: sections | preview of the document | options, formats, the log of exports.
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QTextBrowser>

#include "core/report/report.h"
#include "ui/shell/page.h"
#include "ui/widgets/card.h"
#include "ui/widgets/page_layout.h"

namespace adscope::ui {

class ReportsPage : public Page {
    Q_OBJECT
public:
    explicit ReportsPage(AppState* state, QWidget* parent = nullptr);
    QString pageTitle() const override { return tr("Reports"); }
    void refresh() override;
    void retranslate() override;
    bool settled() const override { return !building_; }

    ReportRequest request() const;
    void exportTo(const QString& folder);
    const ReportDocument* document() const { return document_.get(); }

private:
    QWidget* makeSections();
    QWidget* makePreview();
    QWidget* makeOptions();
    void showSection(const std::string& id);
    void fillSections();
    void rebuild();
    void preview();
    void chooseFolder();
    void fillLog();

    std::shared_ptr<const ReportDocument> document_;
    bool building_ = false;
    JobId job_ = 0;
    PageHead* head_;
    Card *sections_card_, *preview_card_, *options_card_;
    QLabel *error_, *done_;
    QPushButton *export_, *open_;
    QLabel* template_label_;
    QComboBox* template_;
    QListWidget* sections_;
    QTextBrowser* preview_;
    QLabel *name_label_, *advertiser_label_, *language_label_, *privacy_label_, *privacy_note_, *formats_label_, *log_title_, *log_;
    QLineEdit *name_, *advertiser_;
    QComboBox *language_, *privacy_;
    QCheckBox *html_, *pdf_, *xlsx_, *csv_;
    QTextDocument* preview_text_ = nullptr;
    QString last_folder_;
};

}  // namespace adscope::ui
