// A box for SQL: line numbers, colours of words, completion of the names that a query can use.
#pragma once

#include <QCompleter>
#include <QPlainTextEdit>
#include <QStandardItemModel>

#include "core/workspace/saved_queries.h"

namespace adscope::ui {

class SqlEditor : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit SqlEditor(QWidget* parent = nullptr);

    void setNames(const std::vector<SqlTable>& tables);
    // The selection where there is one, else everything.
    QString chosenText() const;
    QCompleter* completer() const { return completer_; }
    int numberWidth() const;
    void paintNumbers(QPaintEvent* event);

signals:
    void runRequested();  // Ctrl+Enter

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QString wordBeforeCursor() const;
    void offer(bool asked);
    void take(const QString& name);
    void restyle();

    QWidget* numbers_;
    QStandardItemModel* names_;
    QCompleter* completer_;
    class Colours;
    Colours* colours_;
};

}  // namespace adscope::ui
