<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Chart</name>
    <message>
        <source>Nothing to draw yet: there are no values here.</source>
        <translation>暂无可绘制的内容：这里没有数值。</translation>
    </message>
    <message>
        <source>(missing)</source>
        <translation>（缺失）</translation>
    </message>
    <message>
        <source>95 % interval: </source>
        <translation>95% 区间：</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 中的 %1</translation>
    </message>
    <message>
        <source>small cell: under 30 impressions or 5 clicks</source>
        <translation>样本过少：不足 30 次展示或 5 次点击</translation>
    </message>
    <message>
        <source>%1 values; arrow keys move between them, the table view lists them.</source>
        <translation>共 %1 个数值；用方向键逐个查看，表格视图列出全部。</translation>
    </message>
    <message>
        <source> Plus, minus or Ctrl and the wheel zoom; 0 shows everything.</source>
        <translation>按加号、减号或 Ctrl 加滚轮缩放；按 0 显示全部。</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95% 区间</translation>
    </message>
    <message>
        <source>raises</source>
        <translation>提升</translation>
    </message>
    <message>
        <source>lowers</source>
        <translation>降低</translation>
    </message>
    <message>
        <source>total</source>
        <translation>合计</translation>
    </message>
</context>
<context>
    <name>adscope::ui::BreakdownTableModel</name>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>small cell: under 30 impressions or 5 clicks</source>
        <translation>样本过少：不足 30 次展示或 5 次点击</translation>
    </message>
    <message>
        <source>Impr.</source>
        <translation>展示</translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation>点击</translation>
    </message>
    <message>
        <source>CTR</source>
        <translation>点击率</translation>
    </message>
    <message>
        <source>95 %, 0 to %1</source>
        <translation>95% 区间，0 至 %1</translation>
    </message>
</context>
<context>
    <name>adscope::ui::ChartCard</name>
    <message>
        <source>Add to the report</source>
        <translation>加入报告</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Show the whole period</source>
        <translation>显示全部时段</translation>
    </message>
    <message>
        <source>Show as a chart</source>
        <translation>显示为图表</translation>
    </message>
    <message>
        <source>Show as a table</source>
        <translation>显示为表格</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>图片（PNG）…</translation>
    </message>
    <message>
        <source>Drawing (SVG)…</source>
        <translation>矢量图（SVG）…</translation>
    </message>
    <message>
        <source>Numbers (CSV)…</source>
        <translation>数据（CSV）…</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy the numbers</source>
        <translation>复制数据</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>正在保存 %1</translation>
    </message>
</context>
<context>
    <name>adscope::ui::ChartView</name>
    <message>
        <source>Drawing many points</source>
        <translation>正在绘制大量数据点</translation>
    </message>
</context>
<context>
    <name>adscope::ui::DiversityPage</name>
    <message>
        <source>Diversity</source>
        <translation>多样性</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Model to measure</source>
        <translation>要衡量的模型</translation>
    </message>
    <message>
        <source>No lists to measure yet</source>
        <translation>还没有可衡量的列表</translation>
    </message>
    <message>
        <source>Diversity is measured on the lists that a trained model recommends.</source>
        <translation>多样性根据训练好的模型所推荐的列表来衡量。</translation>
    </message>
    <message>
        <source>events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>a model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>训练模型</translation>
    </message>
    <message>
        <source>Import a log</source>
        <translation>导入日志</translation>
    </message>
    <message>
        <source>Measuring diversity</source>
        <translation>正在衡量多样性</translation>
    </message>
    <message>
        <source>Comparing the models&apos; lists</source>
        <translation>正在比较各模型的列表</translation>
    </message>
    <message>
        <source>Catalogue coverage</source>
        <translation>目录覆盖率</translation>
    </message>
    <message>
        <source>%1 of %2 ads shown</source>
        <translation>%2 条广告中展示了 %1 条</translation>
    </message>
    <message>
        <source>Gini of exposure</source>
        <translation>曝光的 Gini 系数</translation>
    </message>
    <message>
        <source>0 equal, 1 one ad only</source>
        <translation>0 完全均等，1 只有一条</translation>
    </message>
    <message>
        <source>Diversity in a list, ILD</source>
        <translation>列表内多样性 ILD</translation>
    </message>
    <message>
        <source>Novelty</source>
        <translation>新颖度</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>比特</translation>
    </message>
    <message>
        <source>mean −log₂ of popularity</source>
        <translation>热门度的 −log₂ 均值</translation>
    </message>
    <message>
        <source>Serendipity</source>
        <translation>惊喜度</translation>
    </message>
    <message>
        <source>unlike the history and right</source>
        <translation>不同于历史且命中</translation>
    </message>
    <message>
        <source>Accuracy, NDCG@10</source>
        <translation>准确率 NDCG@10</translation>
    </message>
    <message>
        <source>on the test part</source>
        <translation>在测试集上</translation>
    </message>
    <message>
        <source>top 10 for %1 users · %2 candidates</source>
        <translation>%1 位用户，每人前 10 条 · 候选 %2 条</translation>
    </message>
    <message>
        <source>Ads recommended to anybody / ads of the catalogue.</source>
        <translation>被推荐过的广告数 / 目录中的广告数。</translation>
    </message>
    <message>
        <source>Gini index of the exposure counts over all ads of the catalogue, those never shown included: Σ (2j − n − 1) c(j) / (n Σ c).</source>
        <translation>目录中全部广告（含从未展示的）曝光次数的 Gini 系数：Σ (2j − n − 1) c(j) / (n Σ c)。</translation>
    </message>
    <message>
        <source>Mean over the pairs of a list of 1 − cosine similarity, then over users. Ads are compared in a space that no model made.</source>
        <translation>列表内每两条广告的 1 − 余弦相似度取均值，再对用户取均值。广告的比较空间不由任何模型产生。</translation>
    </message>
    <message>
        <source>Mean of −log₂((count + 1) / (total + items)) of the ads shown: rarer ads are worth more bits.</source>
        <translation>所展示广告的 −log₂((次数 + 1) / (总数 + 广告数)) 的均值：越少见的广告比特数越多。</translation>
    </message>
    <message>
        <source>Mean of (1 − mean similarity to the user&apos;s history) × relevant.</source>
        <translation>（1 − 与用户历史的平均相似度）× 是否相关，取均值。</translation>
    </message>
    <message>
        <source>Normalised discounted cumulative gain at 10: sum over hits of 1/log₂(rank + 1), over the best that could be.</source>
        <translation>前 10 条的归一化折损累计增益：各命中项 1/log₂(名次 + 1) 之和，除以可能的最大值。</translation>
    </message>
    <message>
        <source>Metric card: %1</source>
        <translation>指标卡：%1</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>候选广告</translation>
    </message>
    <message>
        <source>Length of a list</source>
        <translation>列表长度</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>比较空间</translation>
    </message>
</context>
<context>
    <name>adscope::ui::EntityPicker</name>
    <message>
        <source>Searching</source>
        <translation>正在搜索</translation>
    </message>
</context>
<context>
    <name>adscope::ui::ExplainPage</name>
    <message>
        <source>Explain</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Ad</source>
        <translation>广告</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>key of a user</source>
        <translation>用户的键</translation>
    </message>
    <message>
        <source>key or title of an ad</source>
        <translation>广告的键或标题</translation>
    </message>
    <message>
        <source>User to explain</source>
        <translation>要解释的用户</translation>
    </message>
    <message>
        <source>Ad to explain</source>
        <translation>要解释的广告</translation>
    </message>
    <message>
        <source>Model to explain</source>
        <translation>要解释的模型</translation>
    </message>
    <message>
        <source>In one sentence</source>
        <translation>一句话说明</translation>
    </message>
    <message>
        <source>How far to trust it</source>
        <translation>可信程度</translation>
    </message>
    <message>
        <source>errors of this explanation, with their limits</source>
        <translation>此解释的误差及其限度</translation>
    </message>
    <message>
        <source>Background, rows</source>
        <translation>背景样本，行</translation>
    </message>
    <message>
        <source>More rows make the base rate steadier and the explanation slower.</source>
        <translation>行数越多，基准越稳定，解释越慢。</translation>
    </message>
    <message>
        <source>No model to explain yet</source>
        <translation>还没有可解释的模型</translation>
    </message>
    <message>
        <source>Train a model with features, or a factor model; then every prediction can be taken apart here.</source>
        <translation>请训练一个带特征的模型或因子模型，之后可在此拆解每一个预测。</translation>
    </message>
    <message>
        <source>An explanation needs a log and a model that learned from it.</source>
        <translation>解释需要一份日志以及由它训练的模型。</translation>
    </message>
    <message>
        <source>events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>a model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>训练模型</translation>
    </message>
    <message>
        <source>Import a log</source>
        <translation>导入日志</translation>
    </message>
    <message>
        <source>Explaining</source>
        <translation>正在解释</translation>
    </message>
    <message>
        <source>Predicted CTR</source>
        <translation>预测点击率</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Rank of %1 candidates</source>
        <translation>在 %1 条候选中的名次</translation>
    </message>
    <message>
        <source> points</source>
        <translation> 个百分点</translation>
    </message>
    <message>
        <source>exact SHAP</source>
        <translation>精确 SHAP</translation>
    </message>
    <message>
        <source>KernelSHAP</source>
        <translation>KernelSHAP</translation>
    </message>
    <message>
        <source>exact parts of past actions</source>
        <translation>过往行为的精确贡献</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Additivity error |f(x) − E f − Σφ|</source>
        <translation>可加性误差 |f(x) − E f − Σφ|</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>限度</translation>
    </message>
    <message>
        <source>Rows in the background</source>
        <translation>背景样本行数</translation>
    </message>
    <message>
        <source>none needed</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>成立</translation>
    </message>
    <message>
        <source>rough</source>
        <translation>粗略</translation>
    </message>
    <message>
        <source>The parts add up to the prediction within the limit.</source>
        <translation>各部分之和与预测之差在限度之内。</translation>
    </message>
    <message>
        <source>The parts do not add up to the prediction: read them as a hint. A larger background helps.</source>
        <translation>各部分之和与预测不符：仅供参考。增大背景样本会有帮助。</translation>
    </message>
</context>
<context>
    <name>adscope::ui::FigureCard</name>
    <message>
        <source>no earlier period</source>
        <translation>没有更早的时段</translation>
    </message>
    <message>
        <source>%1 vs previous</source>
        <translation>%1 对比上期</translation>
    </message>
    <message>
        <source>%1 within noise</source>
        <translation>%1 在噪声内</translation>
    </message>
</context>
<context>
    <name>adscope::ui::PerformancePage</name>
    <message>
        <source>Performance</source>
        <translation>效果</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>No events to look at yet</source>
        <translation>还没有可查看的事件</translation>
    </message>
    <message>
        <source>Performance is counted from the impressions and clicks of a log. Import one, or open a workspace.</source>
        <translation>效果由日志中的展示与点击统计而来。请导入日志，或打开一个工作区。</translation>
    </message>
    <message>
        <source>Import a log</source>
        <translation>导入日志</translation>
    </message>
    <message>
        <source>Add all to report</source>
        <translation>全部加入报告</translation>
    </message>
    <message>
        <source>day</source>
        <translation>天</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>Field for the bars</source>
        <translation>柱状图的字段</translation>
    </message>
    <message>
        <source>Step of the time axis</source>
        <translation>时间轴的步长</translation>
    </message>
    <message>
        <source>Counting performance</source>
        <translation>正在统计效果</translation>
    </message>
    <message>
        <source>Compared with %1</source>
        <translation>对比 %1</translation>
    </message>
    <message>
        <source>count, exact</source>
        <translation>计数，精确</translation>
    </message>
    <message>
        <source>Impressions</source>
        <translation>展示</translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation>点击</translation>
    </message>
    <message>
        <source>CTR</source>
        <translation>点击率</translation>
    </message>
    <message>
        <source>Conversion rate, CVR</source>
        <translation>转化率 CVR</translation>
    </message>
    <message>
        <source>Cost per click, CPC</source>
        <translation>每次点击成本 CPC</translation>
    </message>
    <message>
        <source>Revenue eCPM</source>
        <translation>千次展示收入 eCPM</translation>
    </message>
    <message>
        <source>no impressions</source>
        <translation>没有展示</translation>
    </message>
    <message>
        <source>no conversions in this log</source>
        <translation>日志中没有转化</translation>
    </message>
    <message>
        <source>no cost in this log</source>
        <translation>日志中没有成本</translation>
    </message>
    <message>
        <source>no revenue in this log</source>
        <translation>日志中没有收入</translation>
    </message>
    <message>
        <source>no interval</source>
        <translation>没有区间</translation>
    </message>
    <message>
        <source>no clicks in the slice</source>
        <translation>切片内没有点击</translation>
    </message>
    <message>
        <source>Only this</source>
        <translation>只看这项</translation>
    </message>
    <message>
        <source>Leave this out</source>
        <translation>排除这项</translation>
    </message>
    <message>
        <source>Compare with the rest</source>
        <translation>与其余对比</translation>
    </message>
    <message>
        <source>%1 missing</source>
        <translation>%1 缺失</translation>
    </message>
</context>
<context>
    <name>adscope::ui::RerankView</name>
    <message>
        <source>List before and after re-ranking</source>
        <translation>重排前后的列表</translation>
    </message>
    <message>
        <source>%1 gone from %2</source>
        <translation>%1 离开第 %2 位</translation>
    </message>
    <message>
        <source>%1 new at %2</source>
        <translation>%1 新进第 %2 位</translation>
    </message>
    <message>
        <source>list ILD %1</source>
        <translation>列表 ILD %1</translation>
    </message>
    <message>
        <source>Before, λ = 1</source>
        <translation>之前，λ = 1</translation>
    </message>
    <message>
        <source>After, λ = %1</source>
        <translation>之后，λ = %1</translation>
    </message>
    <message>
        <source>CTR</source>
        <translation>点击率</translation>
    </message>
    <message>
        <source>score</source>
        <translation>得分</translation>
    </message>
</context>
<context>
    <name>adscope::ui::TableCard</name>
    <message>
        <source>Add to the report</source>
        <translation>加入报告</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Numbers (CSV)…</source>
        <translation>数据（CSV）…</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>正在保存 %1</translation>
    </message>
    <message>
        <source>Copy the numbers</source>
        <translation>复制数据</translation>
    </message>
</context>
<context>
    <name>adscope::ui::ValuePane</name>
    <message>
        <source>Small cell: under 30 impressions or 5 clicks. Read it with care.</source>
        <translation>样本过少：不足 30 次展示或 5 次点击，请谨慎解读。</translation>
    </message>
    <message>
        <source>Impressions</source>
        <translation>展示</translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation>点击</translation>
    </message>
    <message>
        <source>CTR</source>
        <translation>点击率</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95% 区间</translation>
    </message>
    <message>
        <source>CTR of the slice</source>
        <translation>切片的点击率</translation>
    </message>
    <message>
        <source>Only this</source>
        <translation>只看这项</translation>
    </message>
    <message>
        <source>Leave this out</source>
        <translation>排除这项</translation>
    </message>
    <message>
        <source>Compare with the rest</source>
        <translation>与其余对比</translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>非 %1</translation>
    </message>
    <message>
        <source>CTR here</source>
        <translation>这项的点击率</translation>
    </message>
    <message>
        <source>CTR of the rest</source>
        <translation>其余的点击率</translation>
    </message>
    <message>
        <source>clicks of impressions, rest</source>
        <translation>其余的点击与展示</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 中的 %1</translation>
    </message>
    <message>
        <source>Difference, points</source>
        <translation>差，百分点</translation>
    </message>
    <message>
        <source>Newcombe 95 %, points</source>
        <translation>Newcombe 95%，百分点</translation>
    </message>
    <message>
        <source>There is nothing to compare with.</source>
        <translation>没有可对比的内容。</translation>
    </message>
    <message>
        <source>The interval leaves out zero: the difference is more than noise.</source>
        <translation>区间不含零：差异超出噪声。</translation>
    </message>
    <message>
        <source>The interval holds zero: within noise.</source>
        <translation>区间含零：在噪声之内。</translation>
    </message>
    <message>
        <source>Compared with the rest</source>
        <translation>与其余对比</translation>
    </message>
    <message>
        <source>Metric card: CTR</source>
        <translation>指标卡：点击率</translation>
    </message>
    <message>
        <source>clicks / impressions; no value when impressions are 0</source>
        <translation>点击 / 展示；展示为 0 时无值</translation>
    </message>
    <message>
        <source>Wilson 95 %</source>
        <translation>Wilson 95%</translation>
    </message>
    <message>
        <source>User-clustered 95 %</source>
        <translation>按用户聚类 95%</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>user-clustered, the wider</source>
        <translation>按用户聚类，取较宽者</translation>
    </message>
    <message>
        <source>Wilson, the wider</source>
        <translation>Wilson，取较宽者</translation>
    </message>
    <message>
        <source>Metric card: conversion rate</source>
        <translation>指标卡：转化率</translation>
    </message>
    <message>
        <source>conversions of clicked events / clicks; conversions without a click are not in it; no value when clicks are 0</source>
        <translation>点击事件的转化数 / 点击数；不含未点击的转化；点击为 0 时无值</translation>
    </message>
    <message>
        <source>Conversions of clicks</source>
        <translation>点击带来的转化</translation>
    </message>
    <message>
        <source>All conversions</source>
        <translation>全部转化</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>区间</translation>
    </message>
    <message>
        <source>Metric card: cost per click</source>
        <translation>指标卡：每次点击成本</translation>
    </message>
    <message>
        <source>cost / clicks; no value when clicks are 0</source>
        <translation>成本 / 点击；点击为 0 时无值</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>user-clustered delta method, 95 %</source>
        <translation>按用户聚类的 delta 法，95%</translation>
    </message>
    <message>
        <source>Metric card: eCPM</source>
        <translation>指标卡：eCPM</translation>
    </message>
    <message>
        <source>1,000 × revenue / impressions; no value when impressions are 0</source>
        <translation>1,000 × 收入 / 展示；展示为 0 时无值</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>收入</translation>
    </message>
    <message>
        <source>Metric card: ROAS</source>
        <translation>指标卡：ROAS</translation>
    </message>
    <message>
        <source>revenue / cost; no value when cost is 0</source>
        <translation>收入 / 成本；成本为 0 时无值</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Change, points</source>
        <translation>变化，百分点</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Newcombe 95 %</source>
        <translation>Newcombe 95%</translation>
    </message>
    <message>
        <source>Delta method 95 %</source>
        <translation>Delta 法 95%</translation>
    </message>
    <message>
        <source>%1 users, %2 ads in the slice</source>
        <translation>切片内有 %1 位用户、%2 条广告</translation>
    </message>
</context>
</TS>
