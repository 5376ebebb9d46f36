<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>adscope::ui::AudienceModel</name>
    <message>
        <source>%1 clicks of %2 impressions, 95 % Wilson %3 %</source>
        <translation>%2 次展示中点击 %1 次，95 % Wilson 区间 %3 %</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Most clicked: %1</source>
        <translation>点击最多：%1</translation>
    </message>
    <message>
        <source>Active days</source>
        <translation>活跃天数</translation>
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
        <source>CTR, %</source>
        <translation>点击率，%</translation>
    </message>
    <message>
        <source>0 to %1 %, Wilson 95 %</source>
        <translation>0 至 %1 %，Wilson 95 %</translation>
    </message>
</context>
<context>
    <name>adscope::ui::AudiencePage</name>
    <message>
        <source>%1 users of the map</source>
        <translation>地图上的 %1 名用户</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>分群</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>What is shown of the audience</source>
        <translation>人群页显示的内容</translation>
    </message>
    <message>
        <source>Export list</source>
        <translation>导出名单</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>No users to look at yet</source>
        <translation>还没有可看的用户</translation>
    </message>
    <message>
        <source>Who saw and clicked what is read from a log with a column of users. Import one, or open a workspace.</source>
        <translation>谁看过、点过什么，来自带有用户列的日志。请导入日志，或打开工作区。</translation>
    </message>
    <message>
        <source>Import a log</source>
        <translation>导入日志</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>users; each group without its own condition</source>
        <translation>人数；每组不计自身条件</translation>
    </message>
    <message>
        <source>Find in the table</source>
        <translation>在表中查找</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Map of users</source>
        <translation>用户地图</translation>
    </message>
    <message>
        <source>Pick</source>
        <translation>点选</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>套索</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>What the mouse does on the map</source>
        <translation>鼠标在地图上的作用</translation>
    </message>
    <message>
        <source>By what users stand on the map</source>
        <translation>用户在地图上按什么排布</translation>
    </message>
    <message>
        <source>How the map is drawn</source>
        <translation>地图的画法</translation>
    </message>
    <message>
        <source>Colour of the points</source>
        <translation>点的颜色</translation>
    </message>
    <message>
        <source>PCA</source>
        <translation>PCA</translation>
    </message>
    <message>
        <source>t-SNE</source>
        <translation>t-SNE</translation>
    </message>
    <message>
        <source>Counting users</source>
        <translation>统计用户</translation>
    </message>
    <message>
        <source>Sorting users</source>
        <translation>排序用户</translation>
    </message>
    <message>
        <source>one colour</source>
        <translation>单色</translation>
    </message>
    <message>
        <source>clicked: %1</source>
        <translation>点击过：%1</translation>
    </message>
    <message>
        <source>active days</source>
        <translation>活跃天数</translation>
    </message>
    <message>
        <source>impressions</source>
        <translation>展示</translation>
    </message>
    <message>
        <source>clicks</source>
        <translation>点击</translation>
    </message>
    <message>
        <source>behaviour</source>
        <translation>行为</translation>
    </message>
    <message>
        <source>Drawing the map</source>
        <translation>绘制地图</translation>
    </message>
    <message>
        <source>Counting the selection</source>
        <translation>统计选区</translation>
    </message>
    <message>
        <source>%1 of %2 users · %3 segments</source>
        <translation>%2 名用户中的 %1 名 · %3 个分群</translation>
    </message>
    <message>
        <source>%1 · bars are CTR with its 95 % Wilson interval, grey under 30 impressions or 5 clicks</source>
        <translation>%1 · 横条为点击率的 95 % Wilson 区间，少于 30 次展示或 5 次点击为灰色</translation>
    </message>
    <message>
        <source>the first %1 of %2 users in this order · Ctrl+C copies as TSV</source>
        <translation>按此顺序的前 %1 名，共 %2 名 · Ctrl+C 复制为 TSV</translation>
    </message>
    <message>
        <source>%1 of %2 users · Ctrl+C copies as TSV</source>
        <translation>%2 名用户中的 %1 名 · Ctrl+C 复制为 TSV</translation>
    </message>
    <message>
        <source>attributes and behaviour</source>
        <translation>属性与行为</translation>
    </message>
    <message>
        <source>vectors of %1</source>
        <translation>%1 的用户向量</translation>
    </message>
    <message>
        <source> · PCA, first two components keep %1 % of the variance</source>
        <translation> · PCA 前两个主成分保留 %1 % 的方差</translation>
    </message>
    <message>
        <source> · t-SNE of %1, the others beside their nearest</source>
        <translation> · 对 %1 名做 t-SNE，其余置于最近者旁</translation>
    </message>
    <message>
        <source> · %1 users as a density picture, the lasso decides on all</source>
        <translation> · %1 名用户绘为密度图，套索按全部判定</translation>
    </message>
    <message>
        <source> · %1 users</source>
        <translation> · %1 名用户</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Exporting users</source>
        <translation>导出用户</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>人群</translation>
    </message>
</context>
<context>
    <name>adscope::ui::CompareTab</name>
    <message>
        <source>Compare two segments</source>
        <translation>对比两个分群</translation>
    </message>
    <message>
        <source>against</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>First segment</source>
        <translation>第一个分群</translation>
    </message>
    <message>
        <source>Second segment</source>
        <translation>第二个分群</translation>
    </message>
    <message>
        <source>everybody else</source>
        <translation>其余所有人</translation>
    </message>
    <message>
        <source>Comparing segments</source>
        <translation>对比分群</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在对比…</translation>
    </message>
    <message>
        <source>There is no segment yet. Save one from the map or as a rule, then compare it here.</source>
        <translation>还没有分群。先从地图或用规则保存一个，再来这里对比。</translation>
    </message>
    <message>
        <source>%1: %2 users, CTR %3 % · %4: %5 users, CTR %6 %</source>
        <translation>%1：%2 名用户，点击率 %3 % · %4：%5 名用户，点击率 %6 %</translation>
    </message>
    <message>
        <source>Difference %1 points [%2], ratio %3 %4; wider of Newcombe or Katz and clustered by user, 95 %</source>
        <translation>相差 %1 个百分点 [%2]，比值 %3 %4；取 Newcombe 或 Katz 与按用户聚类两者中较宽的 95 % 区间</translation>
    </message>
    <message>
        <source>%1 users are in both</source>
        <translation>%1 名用户同时在两个分群中</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>取值</translation>
    </message>
    <message>
        <source>Share of</source>
        <translation>占比对象</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>High</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>q</source>
        <translation>q 值</translation>
    </message>
    <message>
        <source>users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>impressions</source>
        <translation>展示</translation>
    </message>
    <message>
        <source>Over- and under-represented</source>
        <translation>偏多与偏少的取值</translation>
    </message>
    <message>
        <source>%1 of %2 values differ at a false-discovery rate of 5 % (Benjamini and Hochberg); intervals clustered by user</source>
        <translation>在 5 % 错误发现率下（Benjamini-Hochberg），%2 个取值中有 %1 个存在差异；区间按用户聚类</translation>
    </message>
</context>
<context>
    <name>adscope::ui::FacetButton</name>
    <message>
        <source>%1: %2 users</source>
        <translation>%1：%2 名用户</translation>
    </message>
</context>
<context>
    <name>adscope::ui::FacetList</name>
    <message>
        <source>Active days</source>
        <translation>活跃天数</translation>
    </message>
    <message>
        <source>Clicked: %1</source>
        <translation>点击过：%1</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>收起</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>adscope::ui::LassoCard</name>
    <message>
        <source>Selection</source>
        <translation>选区</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the segment</source>
        <translation>分群名称</translation>
    </message>
    <message>
        <source>Fixed list</source>
        <translation>固定名单</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>How the segment is kept</source>
        <translation>分群的保存方式</translation>
    </message>
    <message>
        <source>Save as segment</source>
        <translation>存为分群</translation>
    </message>
    <message>
        <source>Only these</source>
        <translation>只看这些</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Save, and compare with everybody else</source>
        <translation>保存，并与其余所有人对比</translation>
    </message>
    <message>
        <source>Counting the selection…</source>
        <translation>正在统计选区…</translation>
    </message>
    <message>
        <source>Draw around users on the map to see who they are, and keep them as a segment.</source>
        <translation>在地图上圈住用户，查看他们是谁，并可存为分群。</translation>
    </message>
    <message>
        <source>users, %1 % of the slice</source>
        <translation>名用户，占切片的 %1 %</translation>
    </message>
    <message>
        <source>CTR %1 % against %2 % of the rest, 95 % Wilson</source>
        <translation>点击率 %1 %，其余 %2 %，95 % Wilson</translation>
    </message>
    <message>
        <source>This log has no clicks</source>
        <translation>此日志没有点击</translation>
    </message>
    <message>
        <source>Lift %1 times %2</source>
        <translation>提升 %1 倍 %2</translation>
    </message>
    <message>
        <source>No lift: too few clicks</source>
        <translation>无法计算提升：点击太少</translation>
    </message>
    <message>
        <source>No single rule describes this selection. Keep it as a list, or write a rule under Segments.</source>
        <translation>没有单条规则能描述此选区。可存为名单，或在“分群”下编写规则。</translation>
    </message>
    <message>
        <source>%1: %2 % of these, and %3 % of whom it selects are these</source>
        <translation>%1：覆盖选区的 %2 %，所选之人中 %3 % 属于选区</translation>
    </message>
</context>
<context>
    <name>adscope::ui::SegmentsTab</name>
    <message>
        <source>segment: %1</source>
        <translation>分群：%1</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the segment</source>
        <translation>分群名称</translation>
    </message>
    <message>
        <source>Condition, as in the slice bar</source>
        <translation>条件，与切片栏相同</translation>
    </message>
    <message>
        <source>Condition of the segment</source>
        <translation>分群的条件</translation>
    </message>
    <message>
        <source>Save rule</source>
        <translation>保存规则</translation>
    </message>
    <message>
        <source>Only this</source>
        <translation>只看此分群</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>聚类</translation>
    </message>
    <message>
        <source>Groups of users who are alike in attributes and behaviour (k-means). Clusters of the same name are replaced.</source>
        <translation>属性与行为相近的用户组（k-means）。同名的聚类会被替换。</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Number of clusters</source>
        <translation>聚类数量</translation>
    </message>
    <message>
        <source>Make clusters</source>
        <translation>进行聚类</translation>
    </message>
    <message>
        <source>best silhouette</source>
        <translation>轮廓系数最佳</translation>
    </message>
    <message>
        <source>Counting segments</source>
        <translation>统计分群</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>分群</translation>
    </message>
    <message>
        <source>CTR with Wilson interval; lift against everybody else, wider of Katz and clustered, 95 %</source>
        <translation>点击率附 Wilson 区间；提升相对其余所有人，取 Katz 与按用户聚类中较宽的 95 % 区间</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>分群</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Impressions</source>
        <translation>展示</translation>
    </message>
    <message>
        <source>CTR</source>
        <translation>点击率</translation>
    </message>
    <message>
        <source>Lift</source>
        <translation>提升</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>High</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>none yet: save a rule, make clusters, or draw a lasso on the map</source>
        <translation>尚无：保存规则、进行聚类，或在地图上套索</translation>
    </message>
    <message>
        <source>Write a condition: the users it selects are counted as you write.</source>
        <translation>请写一个条件：边写边统计它选中的用户。</translation>
    </message>
    <message>
        <source>Counting the rule</source>
        <translation>统计规则</translation>
    </message>
    <message>
        <source>%1 of %2 users, %3 events</source>
        <translation>%2 名用户中的 %1 名，%3 个事件</translation>
    </message>
    <message>
        <source> · CTR %1 %</source>
        <translation> · 点击率 %1 %</translation>
    </message>
    <message>
        <source> · lift %1 %2</source>
        <translation> · 提升 %1 %2</translation>
    </message>
    <message>
        <source>Saving the segment</source>
        <translation>保存分群</translation>
    </message>
    <message>
        <source>Removing the segment</source>
        <translation>删除分群</translation>
    </message>
    <message>
        <source>Making clusters</source>
        <translation>进行聚类</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>聚类</translation>
    </message>
</context>
<context>
    <name>adscope::ui::UserMap</name>
    <message>
        <source>Map of %1 users; arrows move it, plus and minus zoom, Escape clears the lasso</source>
        <translation>%1 名用户的地图；方向键移动，加减号缩放，Esc 清除套索</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>adscope::ui::UserPane</name>
    <message>
        <source>Overview</source>
        <translation>概况</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Near</source>
        <translation>近邻</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在会推</translation>
    </message>
    <message>
        <source>What is shown of the user</source>
        <translation>显示用户的哪些内容</translation>
    </message>
    <message>
        <source>Explain an ad</source>
        <translation>解释一次推荐</translation>
    </message>
    <message>
        <source>Only this user</source>
        <translation>只看此用户</translation>
    </message>
    <message>
        <source>Reading user %1</source>
        <translation>读取用户 %1</translation>
    </message>
    <message>
        <source>Ranking ads</source>
        <translation>为广告排序</translation>
    </message>
    <message>
        <source>seen %1, %2 days a week</source>
        <translation>%1 出现，每周 %2 天</translation>
    </message>
    <message>
        <source>no times in this log</source>
        <translation>此日志没有时间</translation>
    </message>
    <message>
        <source>Reading the profile…</source>
        <translation>正在读取画像…</translation>
    </message>
    <message>
        <source>fifth %1 of 5</source>
        <translation>五分位第 %1</translation>
    </message>
    <message>
        <source>Recency</source>
        <translation>最近一次</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>%1 天前</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>频次</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>收入</translation>
    </message>
    <message>
        <source>Interests and evidence</source>
        <translation>兴趣与证据</translation>
    </message>
    <message>
        <source>times everyone&apos;s rate</source>
        <translation>相对所有人点击率的倍数</translation>
    </message>
    <message>
        <source>times everyone&apos;s share</source>
        <translation>相对所有人占比的倍数</translation>
    </message>
    <message>
        <source>Half-life, days</source>
        <translation>半衰期，天</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Days after which an event counts half for interests</source>
        <translation>事件对兴趣的权重减半所需天数</translation>
    </message>
    <message>
        <source>%1: %2 clicks of %3</source>
        <translation>%1：%3 次展示点击 %2 次</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>impressions above, clicks below</source>
        <translation>上为展示，下为点击</translation>
    </message>
    <message>
        <source>Funnel</source>
        <translation>漏斗</translation>
    </message>
    <message>
        <source>of the step before, %</source>
        <translation>上一步到这一步，%</translation>
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
        <source>Conversions</source>
        <translation>转化</translation>
    </message>
    <message>
        <source>Where and on what</source>
        <translation>场景与设备</translation>
    </message>
    <message>
        <source>share of impressions, %</source>
        <translation>展示占比，%</translation>
    </message>
    <message>
        <source>Fatigue</source>
        <translation>疲劳</translation>
    </message>
    <message>
        <source>n-th time the same ad, CTR %</source>
        <translation>同一广告第 n 次，点击率 %</translation>
    </message>
    <message>
        <source>What is used about this user, and why</source>
        <translation>用到了这位用户的什么，为什么</translation>
    </message>
    <message>
        <source>%1: used by %2</source>
        <translation>%1：由 %2 使用</translation>
    </message>
    <message>
        <source>%1: used by no stored model</source>
        <translation>%1：没有已存模型使用</translation>
    </message>
    <message>
        <source>Sequence of ads</source>
        <translation>广告序列</translation>
    </message>
    <message>
        <source>latest first, %1 shown</source>
        <translation>最新在前，显示 %1 条</translation>
    </message>
    <message>
        <source>converted</source>
        <translation>已转化</translation>
    </message>
    <message>
        <source>clicked</source>
        <translation>已点击</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>已展示</translation>
    </message>
    <message>
        <source>time %1</source>
        <translation>第 %1 次</translation>
    </message>
    <message>
        <source>Similar users</source>
        <translation>相似用户</translation>
    </message>
    <message>
        <source>cosine of the clicked ads, exact</source>
        <translation>点击广告集合的余弦，精确计算</translation>
    </message>
    <message>
        <source>Nobody else clicked on the same ads.</source>
        <translation>没有其他人点击过相同的广告。</translation>
    </message>
    <message>
        <source>%1 · %2 · %3 ads in common</source>
        <translation>%1 · %2 · 共同点击 %3 条广告</translation>
    </message>
    <message>
        <source>Would show now</source>
        <translation>现在会推</translation>
    </message>
    <message>
        <source>Ranking ads…</source>
        <translation>正在为广告排序…</translation>
    </message>
    <message>
        <source>No trained model yet. Train one, and this shows its five first ads.</source>
        <translation>还没有训练好的模型。训练一个后，这里显示它的前五条广告。</translation>
    </message>
</context>
</TS>
