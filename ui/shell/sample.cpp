// The sample campaign: generated and imported once into the user's folder, then opened as any other workspace.
#include <QDir>
#include <QFileInfo>

#include "core/ingest/generate.h"
#include "core/ingest/import.h"
#include "ui/shell/app_state.h"
#include "ui/shell/settings.h"

namespace adscope::ui {
namespace {

// Made beside its place and renamed, so that a stop in between leaves nothing that looks whole.
Result<bool> make_sample(const QString& path, const JobContext& job) {
    const QDir folder = QFileInfo(path).dir();
    if (!folder.mkpath("."))
        return Error(ErrorCode::io, "base.file_write", {{"path", folder.path().toStdString()}, {"cause", "cannot make the folder"}});
    const QString log = folder.filePath("sample"), making = path + ".making";
    const auto clear = [&] {
        for (const char* rest : {"", "-wal", "-shm"}) QFile::remove(making + rest);
    };
    clear();
    GenerateRequest campaign;
    campaign.out_directory = log.toStdString();
    campaign.dirty = 0.01;
    ADSCOPE_TRY(generate(campaign, job.part(0, 0.4)));
    ImportRequest request;
    request.files = {folder.filePath("sample/events.csv").toStdString()};
    request.users_file = folder.filePath("sample/users.csv").toStdString();
    request.user_key = "user_id";
    request.ads_file = folder.filePath("sample/ads.csv").toStdString();
    request.ad_key = "ad_id";
    request.workspace = making.toStdString();
    request.time_zone = "Asia/Shanghai";
    const auto imported = import_files(request, job.part(0.4, 1));
    if (!imported) {
        clear();
        return imported.error();
    }
    {
        ADSCOPE_ASSIGN(workspace, Workspace::open(request.workspace));
        ADSCOPE_TRY(workspace.set_setting("name", "Sample campaign"));
        ADSCOPE_TRY(workspace.database().execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    }
    if (!QFile::rename(making, path)) {
        clear();
        return Error(ErrorCode::io, "base.file_write", {{"path", path.toStdString()}, {"cause", "cannot rename the finished file"}});
    }
    return true;
}

}  // namespace

QString AppState::samplePath() { return data_folder() + "/sample.adscope"; }

void AppState::openSample() {
    const QString path = samplePath();
    if (QFileInfo::exists(path)) {
        openWorkspace(path);
        return;
    }
    jobs_->run<bool>(
        tr("Making the sample campaign"), this, [path](const JobContext& job) { return make_sample(path, job); },
        [this, path](Result<bool> made) {
            if (made) openWorkspace(path);
            else if (!made.error().is_cancelled()) emit workspaceFailed(made.error());
        },
        "workspace");
}

}  // namespace adscope::ui
