#include "ui/tour/tour.h"

#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include "core/report/report.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/recommend/presenter.h"
#include "ui/pages/recommend/recommend_page.h"
#include "ui/pages/reports/report_text.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_registry.h"

namespace adscope::ui {
namespace {

constexpr int kPatience = 120000;  // ms for a page

// Lets the window live until `ready` holds; false when patience ran out.
bool wait_until(const std::function<bool()>& ready, int patience = kPatience) {
    QElapsedTimer clock;
    clock.start();
    int calm = 0;
    while (clock.elapsed() < patience) {
        QEventLoop loop;
        QTimer::singleShot(20, &loop, &QEventLoop::quit);
        loop.exec();
        calm = ready() ? calm + 1 : 0;
        if (calm >= 4) return true;  // jobs that start one another leave gaps of a moment
    }
    return false;
}

class Tour {
public:
    explicit Tour(const TourRequest& request) : request_(request), state_(&jobs_) {}

    Result<TourResult> run() {
        if (!QDir().mkpath(request_.out))
            return Error(ErrorCode::io, "base.file_write", {{"path", request_.out.toStdString()}, {"cause", "mkdir"}});
        state_.setLanguage(request_.language);
        state_.setDark(request_.dark);
        MainWindow window(&state_);
        window.resize(request_.size);
        window.show();
        std::optional<Error> failure;
        QObject::connect(&state_, &AppState::workspaceFailed, &window, [&](const Error& e) { failure = e; });
        state_.openWorkspace(request_.workspace);
        wait_until([&] { return failure || (state_.table() && window.settled()); });
        if (failure) return std::move(*failure);
        for (const auto& entry : page_registry()) {
            window.showPage(entry.id);
            if (!wait_until([&] { return window.settled(); })) return Error(ErrorCode::internal, "tour.not_settled", {{"page", entry.id}});
            ADSCOPE_TRY(keep(window, entry.id));
            ADSCOPE_TRY(parts(window, entry.id));
        }
        ADSCOPE_TRY(presenter(window));
        ADSCOPE_TRY(report());
        return result_;
    }

private:
    Result<void> keep(QWidget& widget, const QString& name) {
        const QString path =
            QDir(request_.out)
                .filePath(
                    QString("%1.%2.%3.png").arg(name, request_.language == Language::zh ? "zh" : "en", request_.dark ? "dark" : "light"));
        if (!widget.grab().save(path)) return Error(ErrorCode::io, "base.file_write", {{"path", path.toStdString()}, {"cause", "PNG"}});
        result_.pictures << TourPicture{name, path};
        return {};
    }
    Result<void> parts(MainWindow& window, const QString& id) {
        for (const auto& part : window.page(id)->parts()) {
            window.showPage(id + "/" + part);
            if (auto* data = qobject_cast<DataPage*>(window.page(id)); data && part == "sql") data->sqlTab()->runExample();
            if (!wait_until([&] { return window.settled(); }))
                return Error(ErrorCode::internal, "tour.not_settled", {{"page", (id + "/" + part).toStdString()}});
            ADSCOPE_TRY(keep(window, id + "-" + part));
        }
        return {};
    }
    // The list, then the list after a click.
    Result<void> presenter(MainWindow& window) {
        window.showPage("recommend");
        auto* page = qobject_cast<RecommendPage*>(window.page("recommend"));
        if (!page || page->session()->model() == 0) return {};
        if (!wait_until([&] { return window.settled(); })) return Error(ErrorCode::internal, "tour.not_settled", {{"page", "recommend"}});
        Presenter* presenter = page->openPresenter(false);
        presenter->resize(request_.size);
        const auto settled = [&] { return presenter->settled(); };
        if (!wait_until(settled)) return Error(ErrorCode::internal, "tour.not_settled", {{"page", "presenter"}});
        const auto& items = presenter->session()->items();
        if (items.size() > 2) {
            presenter->session()->click(items[2].ad);
            if (!wait_until(settled)) return Error(ErrorCode::internal, "tour.not_settled", {{"page", "presenter"}});
        }
        const auto kept = keep(*presenter, "presenter");
        presenter->close();
        return kept;
    }
    Result<void> report() {
        ReportRequest r;
        r.out_directory = QDir(request_.out).filePath("report").toStdString();
        r.formats = {"html", "pdf", "xlsx", "csv"};
        r.language = request_.language;
        ADSCOPE_ASSIGN(written, write_report(request_.workspace.toStdString(), r, {}, print_pdf));
        // Of all its files the one that is read.
        for (const auto& file : written.files)
            if (file.ends_with(".html")) result_.report = QString::fromStdString(file);
        return {};
    }

    TourRequest request_;
    JobRunner jobs_;
    AppState state_;
    TourResult result_;
};

}  // namespace

Result<TourResult> run_tour(const TourRequest& request) { return Tour(request).run(); }

}  // namespace adscope::ui
