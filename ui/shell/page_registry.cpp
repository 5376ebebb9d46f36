#include "ui/shell/page_registry.h"

#include <QCoreApplication>

#include "ui/pages/ads/ads_page.h"
#include "ui/pages/audience/audience_page.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/diversity/diversity_page.h"
#include "ui/pages/explain/explain_page.h"
#include "ui/pages/home/home_page.h"
#include "ui/pages/performance/performance_page.h"
#include "ui/pages/recommend/recommend_page.h"
#include "ui/pages/reports/reports_page.h"
#include "ui/pages/training/training_page.h"

namespace adscope::ui {
namespace {

template <class P>
Page* make(AppState* state) {
    return new P(state);
}

}  // namespace

const std::vector<PageEntry>& page_registry() {
    static const std::vector<PageEntry> pages = {
        {"home", "home", QT_TRANSLATE_NOOP("PageRegistry", "Home"), make<HomePage>},
        {"data", "data", QT_TRANSLATE_NOOP("PageRegistry", "Data"), make<DataPage>},
        {"audience", "users", QT_TRANSLATE_NOOP("PageRegistry", "Audience"), make<AudiencePage>},
        {"ads", "ads", QT_TRANSLATE_NOOP("PageRegistry", "Ads"), make<AdsPage>},
        {"training", "training", QT_TRANSLATE_NOOP("PageRegistry", "Training"), make<TrainingPage>},
        {"performance", "performance", QT_TRANSLATE_NOOP("PageRegistry", "Performance"), make<PerformancePage>},
        {"diversity", "diversity", QT_TRANSLATE_NOOP("PageRegistry", "Diversity"), make<DiversityPage>},
        {"explain", "explain", QT_TRANSLATE_NOOP("PageRegistry", "Explain"), make<ExplainPage>},
        {"recommend", "recommend", QT_TRANSLATE_NOOP("PageRegistry", "Recommend"), make<RecommendPage>},
        {"reports", "reports", QT_TRANSLATE_NOOP("PageRegistry", "Reports"), make<ReportsPage>},
    };
    return pages;
}

QString page_title(const PageEntry& entry) { return QCoreApplication::translate("PageRegistry", entry.title); }

}  // namespace adscope::ui
