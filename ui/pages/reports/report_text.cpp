#include "ui/pages/reports/report_text.h"

#include <QAbstractTextDocumentLayout>
#include <QFile>
#include <QPainter>
#include <QPdfWriter>
#include <QTextCursor>
#include <QTextTable>

#include "ui/charts/chart_export.h"
#include "ui/theme/tokens.h"

namespace adscope::ui {
namespace {

class Writer {
    static constexpr double kPadding = 3;  // of a cell

public:
    Writer(const ReportDocument& report, QTextDocument* document, int width)
        : report_(report), document_(document), cursor_(document), width_(width) {}

    void title() {
        block(26, true, t_.text1, 0, 4);
        insert(QString::fromStdString(report_.title));
        if (!report_.advertiser.empty()) {
            block(15, false, t_.text2, 0, 2);
            insert(QString::fromStdString(report_.advertiser));
        }
        if (!report_.period.empty()) {
            block(13, false, t_.text2, 0, 12);
            insert(words(report_.period));
        }
    }
    void section(const ReportSection& s) {
        block(19, true, t_.text1, 18, 6);
        insert(words(s.title));
        for (const auto& b : s.blocks) {
            if (const auto* m = std::get_if<Message>(&b.content)) {
                block(13, false, t_.text1, 0, 6);
                insert(words(*m));
            } else if (const auto* series = std::get_if<Series>(&b.content)) {
                chart(*series);
            } else {
                table(std::get<DataTable>(b.content));
            }
        }
    }
    void provenance() {
        if (report_.provenance.empty()) return;
        block(11, false, t_.text3, 18, 0);
        insert(words(report_.provenance));
    }

private:
    QString words(const Message& m) const { return QString::fromStdString(render(m, report_.language)); }
    void insert(const QString& text) { cursor_.insertText(text, format_); }
    void block(int pixels, bool bold, const QColor& color, double above, double below) {
        QTextBlockFormat b;
        b.setTopMargin(above);
        b.setBottomMargin(below);
        QFont f = font(Type::body, bold);
        f.setPixelSize(pixels);
        format_ = QTextCharFormat();
        format_.setFont(f);
        format_.setForeground(color);
        if (document_->isEmpty()) cursor_.setBlockFormat(b);
        else cursor_.insertBlock(b);
        cursor_.setBlockCharFormat(format_);
    }
    void chart(const Series& series) {
        ChartStyle style;
        style.words = {report_.language, report_.currency};
        style.tokens = &t_;
        const int height = series.kind == ChartKind::waterfall
                               ? 60 + 26 * static_cast<int>(series.traces.empty() ? 0 : series.traces[0].points.size())
                               : 280;
        const QSize size(width_, std::max(220, height));
        const QString name = QString("chart%1").arg(pictures_++);
        document_->addResource(QTextDocument::ImageResource, QUrl(name),
                               chart_image(std::make_shared<const Series>(series), style, size, 2));
        block(13, false, t_.text1, 4, 10);
        QTextImageFormat image;
        image.setName(name);
        image.setWidth(size.width());
        image.setHeight(size.height());
        image.setProperty(QTextFormat::ImageAltText, words(series.title));
        cursor_.insertImage(image);
    }
    QString cell(const DataTable::Cell& c, const DataTable::ColumnHead& head) const {
        if (const auto* s = std::get_if<std::string>(&c)) return QString::fromStdString(*s);
        if (const auto* m = std::get_if<Message>(&c)) return words(*m);
        if (const auto* d = std::get_if<double>(&c))
            return QString::fromStdString(format_number(*d, head.format, report_.language, report_.currency));
        if (const auto* i = std::get_if<std::int64_t>(&c))
            return QString::fromStdString(format_number(static_cast<double>(*i), head.format, report_.language, report_.currency));
        return QString::fromUtf8("—");
    }
    static QFont cellFont(bool head) {
        QFont face = font(Type::body, head);
        face.setPixelSize(12);
        return face;
    }
    // Columns of numbers are as wide as their longest word or number, so that none is broken; text takes what is left.
    // Empty, which leaves all to the text: nothing to take it, or nothing left.
    QList<QTextLength> widths(const DataTable& data, int rows) const {
        const QFontMetricsF head(cellFont(true)), body(cellFont(false));
        QList<QTextLength> out;
        double taken = 0;
        bool any_text = false;
        for (std::size_t c = 0; c < data.columns.size(); ++c) {
            if (data.columns[c].text) {
                any_text = true;
                out << QTextLength();
                continue;
            }
            double most = 0;
            for (const auto& word : words(data.columns[c].title).split(' ')) most = std::max(most, head.horizontalAdvance(word));
            for (int r = 0; r < rows; ++r)
                if (const auto& row = data.rows[static_cast<std::size_t>(r)]; c < row.size())
                    most = std::max(most, body.horizontalAdvance(cell(row[c], data.columns[c])));
            most += 2 * kPadding + 2;
            taken += most;
            out << QTextLength(QTextLength::FixedLength, most);
        }
        return any_text && taken < 0.85 * width_ ? out : QList<QTextLength>();
    }
    void table(const DataTable& data) {
        if (data.columns.empty()) return;
        block(14, true, t_.text1, 6, 4);
        insert(words(data.title));
        constexpr std::size_t kMost = 200;  // a printed page is no place for more; the workbook has them all
        const int rows = static_cast<int>(std::min(data.rows.size(), kMost)), columns = static_cast<int>(data.columns.size());
        QTextTableFormat form;
        form.setBorder(0);
        form.setCellPadding(kPadding);
        form.setCellSpacing(0);
        form.setWidth(QTextLength(QTextLength::PercentageLength, 100));
        form.setHeaderRowCount(1);
        form.setColumnWidthConstraints(widths(data, rows));
        auto* table = cursor_.insertTable(rows + 1, columns, form);
        for (int c = 0; c < columns; ++c) {
            put(table, 0, c, words(data.columns[static_cast<std::size_t>(c)].title), true, data.columns[static_cast<std::size_t>(c)].text);
            for (int r = 0; r < rows; ++r) {
                const auto& row = data.rows[static_cast<std::size_t>(r)];
                if (static_cast<std::size_t>(c) < row.size())
                    put(table, r + 1, c, cell(row[static_cast<std::size_t>(c)], data.columns[static_cast<std::size_t>(c)]), false,
                        data.columns[static_cast<std::size_t>(c)].text);
            }
        }
        cursor_.movePosition(QTextCursor::End);
    }
    void put(QTextTable* table, int r, int c, const QString& text, bool head, bool left) {
        QTextCursor at = table->cellAt(r, c).firstCursorPosition();
        QTextBlockFormat align;
        align.setAlignment(left ? Qt::AlignLeft : Qt::AlignRight);
        at.setBlockFormat(align);
        QTextCharFormat f;
        f.setFont(cellFont(head));
        f.setForeground(head ? t_.text2 : t_.text1);
        at.insertText(text, f);
        QTextTableCellFormat border;
        border.setBottomBorder(head ? 1 : 0.5);
        border.setBottomBorderBrush(head ? t_.lineStrong : t_.line);
        border.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        table->cellAt(r, c).setFormat(border);
    }

    const ReportDocument& report_;
    QTextDocument* document_;
    QTextCursor cursor_;
    QTextCharFormat format_;
    const Tokens& t_ = tokens(false);
    int width_, pictures_ = 0;
};

}  // namespace

std::unique_ptr<QTextDocument> report_text(const ReportDocument& report, const QString& section, int width) {
    auto document = std::make_unique<QTextDocument>();
    document->setUndoRedoEnabled(false);
    document->setDefaultFont(font(Type::body));
    document->setDocumentMargin(0);
    document->setTextWidth(width);
    document->setMetaInformation(QTextDocument::DocumentTitle, QString::fromStdString(report.title));
    Writer writer(report, document.get(), width);
    if (section.isEmpty()) writer.title();
    for (const auto& s : report.sections)
        if (section.isEmpty() || s.id == section.toStdString()) writer.section(s);
    if (section.isEmpty()) writer.provenance();
    return document;
}

Result<void> print_pdf(const ReportDocument& report, const std::string& path) {
    const QString place = QString::fromStdString(path), beside = place + ".part";
    constexpr int kText = 680;  // pixels at 96 dpi: A4 less margins of 15 mm
    const auto document = report_text(report, {}, kText);
    {
        QPdfWriter pdf(beside);
        pdf.setPageSize(QPageSize(QPageSize::A4));
        pdf.setPageMargins(QMarginsF(15, 15, 15, 18), QPageLayout::Millimeter);
        pdf.setTitle(QString::fromStdString(report.title));
        pdf.setCreator("AdScope");
        const QRectF paint = pdf.pageLayout().paintRectPixels(pdf.resolution());
        QPainter p;
        if (!p.begin(&pdf)) return Error(ErrorCode::io, "base.file_write", {{"path", path}, {"cause", "PDF"}});
        const double scale = paint.width() / kText, page_height = paint.height() / scale;
        document->setPageSize(QSizeF(kText, page_height));
        const int pages = document->pageCount();
        for (int page = 0; page < pages; ++page) {
            if (page > 0) pdf.newPage();
            p.save();
            p.scale(scale, scale);
            p.save();
            p.translate(0, -page * page_height);
            QAbstractTextDocumentLayout::PaintContext context;
            context.clip = QRectF(0, page * page_height, kText, page_height);
            context.palette.setColor(QPalette::Text, tokens(false).text1);
            p.setClipRect(context.clip);
            document->documentLayout()->draw(&p, context);
            p.restore();
            QFont small = font(Type::small);
            p.setFont(small);
            p.setPen(tokens(false).text3);
            p.drawText(QRectF(0, page_height + 8, kText, 20), Qt::AlignRight, QString("%1 / %2").arg(page + 1).arg(pages));
            p.restore();
        }
        p.end();
    }
    QFile::remove(place);
    if (!QFile::rename(beside, place)) {
        QFile::remove(beside);
        return Error(ErrorCode::io, "base.file_write", {{"path", path}, {"cause", "rename"}});
    }
    return {};
}

}  // namespace adscope::ui
