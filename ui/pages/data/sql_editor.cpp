#include "ui/pages/data/sql_editor.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSyntaxHighlighter>
#include <QTextBlock>

#include "ui/theme/tokens.h"

namespace adscope::ui {
namespace {

const QStringList kWords = {"SELECT", "FROM", "WHERE",   "GROUP",    "BY",   "ORDER",  "HAVING",  "LIMIT",  "OFFSET", "AS",
                            "AND",    "OR",   "NOT",     "IN",       "IS",   "NULL",   "LIKE",    "JOIN",   "LEFT",   "INNER",
                            "CROSS",  "ON",   "USING",   "DISTINCT", "CASE", "WHEN",   "THEN",    "ELSE",   "END",    "WITH",
                            "DESC",   "ASC",  "BETWEEN", "UNION",    "ALL",  "EXISTS", "EXPLAIN", "VALUES", "OVER",   "PARTITION"};
const QStringList kFunctions = {"count",    "sum",          "avg",    "min",   "max",        "round",  "coalesce", "date",
                                "datetime", "strftime",     "length", "lower", "upper",      "substr", "abs",      "iif",
                                "total",    "group_concat", "ntile",  "rank",  "row_number", "lag",    "lead"};

class Numbers : public QWidget {
public:
    explicit Numbers(SqlEditor* editor) : QWidget(editor), editor_(editor) {}
    QSize sizeHint() const override { return {editor_->numberWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent* event) override { editor_->paintNumbers(event); }

private:
    SqlEditor* editor_;
};

// A name as it stands in SQL: quoted where it is no plain one.
QString as_sql(const QString& name) {
    static const QRegularExpression plain("^[A-Za-z_][A-Za-z0-9_]*$");
    return plain.match(name).hasMatch() && !kWords.contains(name.toUpper()) ? name : '"' + QString(name).replace('"', "\"\"") + '"';
}

}  // namespace

class SqlEditor::Colours : public QSyntaxHighlighter {
public:
    explicit Colours(QTextDocument* document) : QSyntaxHighlighter(document) {}

protected:
    void highlightBlock(const QString& text) override {
        static const QRegularExpression token(R"((--.*$)|('(?:[^']|'')*'?)|("(?:[^"]|"")*"?)|([A-Za-z_]\w*)|(\d+(?:\.\d+)?))");
        const auto& t = tokens();
        for (auto i = token.globalMatch(text); i.hasNext();) {
            const auto m = i.next();
            QTextCharFormat format;
            if (m.capturedLength(1) > 0) format.setForeground(t.text3);
            else if (m.capturedLength(2) > 0) format.setForeground(t.warnText);
            else if (m.capturedLength(4) > 0 && kWords.contains(m.captured(4).toUpper())) format.setForeground(t.accentText);
            else if (m.capturedLength(4) > 0 && kFunctions.contains(m.captured(4).toLower())) format.setForeground(t.goodText);
            else continue;
            setFormat(static_cast<int>(m.capturedStart()), static_cast<int>(m.capturedLength()), format);
        }
    }
};

SqlEditor::SqlEditor(QWidget* parent)
    : QPlainTextEdit(parent),
      numbers_(new Numbers(this)),
      names_(new QStandardItemModel(this)),
      completer_(new QCompleter(names_, this)),
      colours_(new Colours(document())) {
    setObjectName("sqlEditor");
    setLineWrapMode(NoWrap);
    setTabStopDistance(28);
    completer_->setWidget(this);
    completer_->setCompletionMode(QCompleter::PopupCompletion);
    completer_->setCaseSensitivity(Qt::CaseInsensitive);
    completer_->setFilterMode(Qt::MatchStartsWith);
    connect(completer_, QOverload<const QString&>::of(&QCompleter::activated), this, &SqlEditor::take);
    connect(this, &QPlainTextEdit::blockCountChanged, this, [this] { setViewportMargins(numberWidth(), 0, 0, 0); });
    connect(this, &QPlainTextEdit::updateRequest, numbers_, [this](const QRect&, int dy) {
        if (dy) numbers_->scroll(0, dy);
        else numbers_->update();
    });
    restyle();
}

void SqlEditor::restyle() {
    setFont(codeFont(13));
    setViewportMargins(numberWidth(), 0, 0, 0);
    colours_->rehighlight();
}

void SqlEditor::setNames(const std::vector<SqlTable>& tables) {
    names_->clear();
    QStringList known;
    const auto add = [&](const QString& name, const QString& about) {
        const QString text = as_sql(name);
        if (known.contains(text, Qt::CaseInsensitive)) return;
        known << text;
        auto* item = new QStandardItem(text);
        item->setToolTip(about);
        names_->appendRow(item);
    };
    for (const auto& table : tables) add(QString::fromStdString(table.name), {});
    for (const auto& table : tables)
        for (const auto& column : table.columns)
            add(QString::fromStdString(column.name), QString::fromStdString(table.name + " " + column.type));
    for (const auto& f : kFunctions) add(f, {});
    for (const auto& w : kWords)
        if (!known.contains(w)) names_->appendRow(new QStandardItem(w));
    names_->sort(0);
}

QString SqlEditor::chosenText() const {
    const QString part = textCursor().selectedText().replace(QChar::ParagraphSeparator, '\n');
    return part.trimmed().isEmpty() ? toPlainText() : part;
}

QString SqlEditor::wordBeforeCursor() const {
    const QString before = textCursor().block().text().left(textCursor().positionInBlock());
    static const QRegularExpression word(R"(("[^"]*|[\w]+)$)", QRegularExpression::UseUnicodePropertiesOption);
    return word.match(before).captured();
}

void SqlEditor::offer(bool asked) {
    const QString word = wordBeforeCursor();
    if (word.size() < 2 && !asked) return completer_->popup()->hide();
    completer_->setCompletionPrefix(word);
    if (completer_->completionCount() == 0 || (completer_->completionCount() == 1 && completer_->currentCompletion() == word))
        return completer_->popup()->hide();
    completer_->popup()->setCurrentIndex(completer_->completionModel()->index(0, 0));
    QRect at = cursorRect();
    at.translate(numberWidth(), 4);
    at.setWidth(completer_->popup()->sizeHintForColumn(0) + completer_->popup()->verticalScrollBar()->sizeHint().width() + 16);
    completer_->complete(at);
}

void SqlEditor::take(const QString& name) {
    QTextCursor cursor = textCursor();
    cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, static_cast<int>(wordBeforeCursor().size()));
    cursor.insertText(name);
    setTextCursor(cursor);
}

void SqlEditor::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers().testFlag(Qt::ControlModifier)) return emit runRequested();
    if (completer_->popup()->isVisible() && (enter || event->key() == Qt::Key_Tab || event->key() == Qt::Key_Escape)) {
        event->ignore();  // the list takes it
        return;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) return offer(true);
    // Tab leaves the box, so that the keyboard reaches everything.
    if (event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab) {
        focusNextPrevChild(event->key() == Qt::Key_Tab);
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
    const bool types = !event->text().isEmpty() && (event->text()[0].isLetterOrNumber() || event->text()[0] == '_');
    if (types || (completer_->popup()->isVisible() && event->key() == Qt::Key_Backspace)) offer(false);
    else if (!event->text().isEmpty()) completer_->popup()->hide();
}

int SqlEditor::numberWidth() const {
    return fontMetrics().horizontalAdvance('9') * static_cast<int>(QString::number(std::max(10, blockCount())).size()) + 16;
}

void SqlEditor::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    numbers_->setGeometry(QRect(contentsRect().topLeft(), QSize(numberWidth(), contentsRect().height())));
}

void SqlEditor::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && colours_) colours_->rehighlight();
}

void SqlEditor::paintNumbers(QPaintEvent* event) {
    QPainter painter(numbers_);
    painter.fillRect(event->rect(), tokens().sunken);
    painter.setFont(font());
    painter.setPen(tokens().text3);
    QTextBlock block = firstVisibleBlock();
    for (auto box = blockBoundingGeometry(block).translated(contentOffset()); block.isValid() && box.top() <= event->rect().bottom();
         block = block.next(), box = blockBoundingGeometry(block).translated(contentOffset()))
        painter.drawText(0, static_cast<int>(box.top()), numberWidth() - 8, fontMetrics().height(), Qt::AlignRight,
                         QString::number(block.blockNumber() + 1));
}

}  // namespace adscope::ui
