<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>adscope::ui::AdCard</name>
    <message>
        <source>%1. %2, click-through rate %3</source>
        <translation>%1. %2，点击率 %3</translation>
    </message>
    <message>
        <source>+ new</source>
        <translation>+ 新进</translation>
    </message>
    <message>
        <source>↑ up %1</source>
        <translation>↑ 升 %1</translation>
    </message>
    <message>
        <source>↓ down %1</source>
        <translation>↓ 降 %1</translation>
    </message>
    <message>
        <source>= same</source>
        <translation>= 不变</translation>
    </message>
    <message>
        <source>predicted CTR</source>
        <translation>预测点击率</translation>
    </message>
    <message>
        <source>CTR so far</source>
        <translation>目前点击率</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>so far</source>
        <translation>目前</translation>
    </message>
    <message>
        <source>95 % %1 – %2</source>
        <translation>95% %1 – %2</translation>
    </message>
</context>
<context>
    <name>adscope::ui::LeaderboardCard</name>
    <message>
        <source>Comparing two models</source>
        <translation>正在对比两个模型</translation>
    </message>
    <message>
        <source>AUC of run %1 minus run %2: %3, 95 % %4 to %5 (paired bootstrap by user): %6</source>
        <translation>第 %1 次与第 %2 次的 AUC 之差：%3，95% 区间 %4 至 %5（按用户配对自助法）：%6</translation>
    </message>
    <message>
        <source>a real difference</source>
        <translation>差异真实</translation>
    </message>
    <message>
        <source>within noise</source>
        <translation>在噪声之内</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>Diversity</source>
        <translation>多样性</translation>
    </message>
    <message>
        <source>Recommend</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>Settings into the form</source>
        <translation>把设置填入表单</translation>
    </message>
    <message>
        <source>Remove run %1</source>
        <translation>删除第 %1 次</translation>
    </message>
    <message>
        <source>Removing a run</source>
        <translation>正在删除</translation>
    </message>
    <message>
        <source>Leaderboard</source>
        <translation>排行榜</translation>
    </message>
    <message>
        <source>test part; 95 % intervals by bootstrap over users; right-click for more</source>
        <translation>测试集；95% 区间按用户自助法；右键查看更多</translation>
    </message>
    <message>
        <source>Compare 2 ticked</source>
        <translation>对比已选 2 个</translation>
    </message>
</context>
<context>
    <name>adscope::ui::LeaderboardModel</name>
    <message>
        <source>ranking</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>rating</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>click</source>
        <translation>点击</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Area under the ROC curve on the test part; ties count half</source>
        <translation>测试集 ROC 曲线下面积；相同分数各计一半</translation>
    </message>
    <message>
        <source>Of AUC for clicks, of NDCG@10 for rankings; each task has a scale of its own</source>
        <translation>点击任务用 AUC，排序任务用 NDCG@10；各任务有各自的刻度</translation>
    </message>
    <message>
        <source>Normalised entropy: log loss over the entropy of the base rate; below 1 is better than guessing the average</source>
        <translation>归一化熵：对数损失除以基准率的熵；小于 1 表示优于猜平均值</translation>
    </message>
    <message>
        <source>NDCG of the first ten, over users with a new click in the test part</source>
        <translation>前十位的 NDCG，统计测试集中有新点击的用户</translation>
    </message>
    <message>
        <source>Expected calibration error, ten bins of equal mass</source>
        <translation>期望校准误差，十个等量分箱</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>次</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95% 区间</translation>
    </message>
    <message>
        <source>NE</source>
        <translation>NE</translation>
    </message>
    <message>
        <source>NDCG@10</source>
        <translation>NDCG@10</translation>
    </message>
    <message>
        <source>ECE</source>
        <translation>ECE</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>adscope::ui::ModelCard</name>
    <message>
        <source>This run was interrupted.</source>
        <translation>此次训练被中断。</translation>
    </message>
    <message>
        <source>Continue from its checkpoint</source>
        <translation>从检查点继续</translation>
    </message>
    <message>
        <source>Test part</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>Validation part</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Training part</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>How it was made</source>
        <translation>训练方式</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message numerus="yes">
        <source>, %n threads</source>
        <translation><numerusform>，%n 线程</numerusform></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
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
        <source>Trained</source>
        <translation>训练于</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>adscope::ui::ModelChoice</name>
    <message>
        <source>%1, run %2</source>
        <translation>%1，第 %2 次训练</translation>
    </message>
</context>
<context>
    <name>adscope::ui::ModelList</name>
    <message numerus="yes">
        <source>%n models</source>
        <translation><numerusform>共 %n 个模型</numerusform></translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>When to use each one</source>
        <translation>各模型适用场景</translation>
    </message>
</context>
<context>
    <name>adscope::ui::Presenter</name>
    <message>
        <source>Visitor %1</source>
        <translation>访客 %1</translation>
    </message>
    <message>
        <source>Visitor %1, likes %2</source>
        <translation>访客 %1，喜欢 %2</translation>
    </message>
    <message>
        <source>Click an ad, as this visitor would.</source>
        <translation>请像这位访客一样点击一条广告。</translation>
    </message>
    <message>
        <source>Click an ad. This model takes clicks in at its next training.</source>
        <translation>请点击一条广告。此模型在下次训练时才学习点击。</translation>
    </message>
    <message>
        <source>Just clicked: %1</source>
        <translation>刚才点击：%1</translation>
    </message>
    <message>
        <source>The click was taken back.</source>
        <translation>已撤销点击。</translation>
    </message>
    <message>
        <source>Of %1: %2 moved up, %3 new</source>
        <translation>%1 条中 %2 条上升，%3 条新进</translation>
    </message>
    <message>
        <source>making a list…</source>
        <translation>正在生成列表…</translation>
    </message>
    <message>
        <source>✓ list made in %1 ms   •   no identifiers are shown   •   intervals: 95 %</source>
        <translation>✓ 列表用时 %1 毫秒   •   不显示任何标识   •   区间：95%</translation>
    </message>
    <message>
        <source>Presentation</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Leave (Esc)</source>
        <translation>退出（Esc）</translation>
    </message>
    <message>
        <source>Undo click</source>
        <translation>撤销点击</translation>
    </message>
    <message>
        <source>Next visitor</source>
        <translation>下一位访客</translation>
    </message>
    <message>
        <source>What this click changed</source>
        <translation>这次点击改变了什么</translation>
    </message>
</context>
<context>
    <name>adscope::ui::RankChange</name>
    <message>
        <source>The list after the click</source>
        <translation>点击后的列表</translation>
    </message>
    <message>
        <source>before the click</source>
        <translation>点击前</translation>
    </message>
    <message>
        <source>after the click</source>
        <translation>点击后</translation>
    </message>
    <message>
        <source>leaves</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>enters</source>
        <translation>新进</translation>
    </message>
</context>
<context>
    <name>adscope::ui::RecommendPage</name>
    <message>
        <source>by score alone</source>
        <translation>只按得分</translation>
    </message>
    <message>
        <source>MMR, λ = %1</source>
        <translation>MMR，λ = %1</translation>
    </message>
    <message>
        <source>There is no user &quot;%1&quot; in this workspace. Choose one of the suggestions, or describe a new user.</source>
        <translation>此工作区中没有用户“%1”。请从建议中选择，或描述一位新用户。</translation>
    </message>
    <message>
        <source>Recommendations come from a trained model, and there is none yet.</source>
        <translation>推荐来自训练好的模型，目前还没有。</translation>
    </message>
    <message>
        <source>Open a workspace or import a log first.</source>
        <translation>请先打开工作区或导入日志。</translation>
    </message>
    <message>
        <source>Interests: %1</source>
        <translation>兴趣：%1</translation>
    </message>
    <message>
        <source>A new user: nothing is known but what is chosen on the left</source>
        <translation>新用户：除左侧所选外一无所知</translation>
    </message>
    <message>
        <source>What this changed</source>
        <translation>发生了什么变化</translation>
    </message>
    <message>
        <source>What this changed (this model learns from clicks at its next training)</source>
        <translation>发生了什么变化（此模型在下次训练时才学习点击）</translation>
    </message>
    <message>
        <source>%1 ads in %2 ms</source>
        <translation>%1 条广告，用时 %2 毫秒</translation>
    </message>
    <message>
        <source>The user clicks it</source>
        <translation>用户点击它</translation>
    </message>
    <message>
        <source>The user hides it</source>
        <translation>用户隐藏它</translation>
    </message>
    <message>
        <source>Why this ad? Explain</source>
        <translation>为何推荐？去解释</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Undo click</source>
        <translation>撤销点击</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>训练模型</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>type to search</source>
        <translation>输入以搜索</translation>
    </message>
    <message>
        <source>Describe a new user</source>
        <translation>描述一位新用户</translation>
    </message>
    <message>
        <source>What is known of them:</source>
        <translation>已知信息：</translation>
    </message>
    <message>
        <source>Number of ads</source>
        <translation>广告条数</translation>
    </message>
    <message>
        <source>Diversity</source>
        <translation>多样性</translation>
    </message>
    <message>
        <source>Leave out ads already shown</source>
        <translation>排除已展示过的广告</translation>
    </message>
    <message>
        <source>Recommend</source>
        <translation>推荐</translation>
    </message>
</context>
<context>
    <name>adscope::ui::RecommendSession</name>
    <message>
        <source>Making a list</source>
        <translation>正在生成列表</translation>
    </message>
    <message>
        <source>Ad no. %1</source>
        <translation>广告 %1 号</translation>
    </message>
</context>
<context>
    <name>adscope::ui::ReportsPage</name>
    <message>
        <source>No section is ticked.</source>
        <translation>没有勾选任何章节。</translation>
    </message>
    <message>
        <source>being made…</source>
        <translation>正在生成…</translation>
    </message>
    <message>
        <source>Making the report</source>
        <translation>正在生成报告</translation>
    </message>
    <message numerus="yes">
        <source>%n sections, as it will be printed</source>
        <translation><numerusform>共 %n 节，与打印效果一致</numerusform></translation>
    </message>
    <message>
        <source>Folder for the report</source>
        <translation>报告文件夹</translation>
    </message>
    <message>
        <source>No format is ticked. Tick HTML, PDF, XLSX or CSV.</source>
        <translation>没有勾选格式。请勾选 HTML、PDF、XLSX 或 CSV。</translation>
    </message>
    <message>
        <source>Exporting the report</source>
        <translation>正在导出报告</translation>
    </message>
    <message>
        <source>Written to %1: %2</source>
        <translation>已写入 %1：%2</translation>
    </message>
    <message>
        <source>Reading the log of exports</source>
        <translation>正在读取导出记录</translation>
    </message>
    <message>
        <source>nothing exported yet</source>
        <translation>尚未导出</translation>
    </message>
    <message>
        <source>Slice: %1</source>
        <translation>切片：%1</translation>
    </message>
    <message>
        <source>Open a workspace first.</source>
        <translation>请先打开工作区。</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>章节</translation>
    </message>
    <message>
        <source>Tick to include, drag to reorder</source>
        <translation>勾选要包含的，拖动调整顺序</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Advertiser</source>
        <translation>广告主</translation>
    </message>
    <message>
        <source>Language of the report</source>
        <translation>报告语言</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Pseudonyms</source>
        <translation>假名</translation>
    </message>
    <message>
        <source>Raw identifiers</source>
        <translation>原始标识</translation>
    </message>
    <message>
        <source>Pseudonyms are keyed; the key stays on this computer.</source>
        <translation>假名由密钥生成；密钥保存在本机。</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>已导出</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
</context>
<context>
    <name>adscope::ui::RerankCard</name>
    <message>
        <source>working…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>Re-ranking</source>
        <translation>正在重排</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>NDCG@10</source>
        <translation>NDCG@10</translation>
    </message>
    <message>
        <source>ILD@10</source>
        <translation>ILD@10</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>覆盖率</translation>
    </message>
    <message>
        <source>Gini</source>
        <translation>Gini</translation>
    </message>
    <message>
        <source>Novelty, bits</source>
        <translation>新颖度，比特</translation>
    </message>
    <message>
        <source>Serendipity</source>
        <translation>惊喜度</translation>
    </message>
    <message>
        <source>won</source>
        <translation>得</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>失</translation>
    </message>
    <message>
        <source>as before</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>Won and lost, λ = 1 to %1</source>
        <translation>得与失，λ = 1 对比 %1</translation>
    </message>
    <message>
        <source>%1 · drag λ, all of it follows · means over %2 users</source>
        <translation>%1 · 拖动 λ，列表与指标随之更新 · %2 位用户的均值</translation>
    </message>
    <message>
        <source>User %1</source>
        <translation>用户 %1</translation>
    </message>
    <message>
        <source>Live re-ranking (MMR)</source>
        <translation>实时重排（MMR）</translation>
    </message>
    <message>
        <source>Lambda: weight of relevance against diversity</source>
        <translation>λ：相关性相对于多样性的权重</translation>
    </message>
    <message>
        <source>0 diverse</source>
        <translation>0 更多样</translation>
    </message>
    <message>
        <source>1 relevant</source>
        <translation>1 只看相关</translation>
    </message>
    <message>
        <source>Other user</source>
        <translation>换一位用户</translation>
    </message>
    <message>
        <source>Green row: new in the list; stub: gone. Blue line: moved up.</source>
        <translation>绿底行：新进入列表；短线：离开列表；蓝线：排名上升。</translation>
    </message>
</context>
<context>
    <name>adscope::ui::RunCard</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>%1, epoch %2 of %3</source>
        <translation>%1，第 %2 / %3 轮</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>training in the background</source>
        <translation>正在后台训练</translation>
    </message>
    <message>
        <source>stopped early: no better for a while</source>
        <translation>已提前停止：一段时间没有变好</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>cancelled: no model was kept</source>
        <translation>已取消：未保留模型</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>The first epoch is under way</source>
        <translation>第一轮正在进行</translation>
    </message>
    <message>
        <source>No curves</source>
        <translation>没有曲线</translation>
    </message>
    <message>
        <source>A point is drawn at the end of every epoch.</source>
        <translation>每轮结束时画出一个点。</translation>
    </message>
    <message>
        <source>It ended before its first epoch did.</source>
        <translation>它在第一轮结束之前就停止了。</translation>
    </message>
    <message>
        <source>Live curves</source>
        <translation>实时曲线</translation>
    </message>
    <message>
        <source>Nothing has been trained yet</source>
        <translation>还没有训练过模型</translation>
    </message>
    <message>
        <source>Choose a model and start: its loss and its quality on new events are drawn here while it learns.</source>
        <translation>选择模型并开始训练：学习过程中，损失和在新事件上的质量会画在这里。</translation>
    </message>
    <message>
        <source>%1, run %2</source>
        <translation>%1，第 %2 次训练</translation>
    </message>
    <message>
        <source>the run chosen below</source>
        <translation>下方选中的训练</translation>
    </message>
    <message>
        <source>the latest run with curves</source>
        <translation>最近一次有曲线的训练</translation>
    </message>
    <message>
        <source>This model learns in one pass: there is no way of epochs to draw.</source>
        <translation>这个模型一遍学完，没有逐轮的过程可画。</translation>
    </message>
    <message>
        <source>Reading curves</source>
        <translation>读取曲线</translation>
    </message>
    <message>
        <source>%1 k rows/s</source>
        <translation>%1 千行/秒</translation>
    </message>
    <message>
        <source> • %1 left</source>
        <translation> • 剩余 %1</translation>
    </message>
    <message>
        <source>%1, epoch %2</source>
        <translation>%1，第 %2 轮</translation>
    </message>
    <message numerus="yes">
        <source>in %n epochs unless better</source>
        <translation><numerusform>若无改善，%n 轮后停止</numerusform></translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Elapsed • left</source>
        <translation>已用 • 剩余</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最好</translation>
    </message>
    <message>
        <source>Early stop</source>
        <translation>提前停止</translation>
    </message>
</context>
<context>
    <name>adscope::ui::SettingsForm</name>
    <message>
        <source>, log</source>
        <translation>，对数</translation>
    </message>
    <message>
        <source>Changed; the default is %1</source>
        <translation>已改动；默认值为 %1</translation>
    </message>
</context>
<context>
    <name>adscope::ui::SplitBar</name>
    <message>
        <source>Split: %1 training, %2 validation, %3 test events</source>
        <translation>划分：训练 %1、验证 %2、测试 %3 个事件</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
</context>
<context>
    <name>adscope::ui::TrainForm</name>
    <message>
        <source>click</source>
        <translation>点击</translation>
    </message>
    <message>
        <source>ranking</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>rating</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>click: will it be clicked?</source>
        <translation>点击：会被点击吗？</translation>
    </message>
    <message>
        <source>ranking: what comes first?</source>
        <translation>排序：先展示什么？</translation>
    </message>
    <message>
        <source>rating: how many stars?</source>
        <translation>评分：几颗星？</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message numerus="yes">
        <source>CPU, %n threads</source>
        <translation><numerusform>CPU，%n 线程</numerusform></translation>
    </message>
    <message>
        <source>, %1 GB</source>
        <translation>，%1 GB</translation>
    </message>
    <message>
        <source>This model runs on the processor.</source>
        <translation>此模型在处理器上运行。</translation>
    </message>
    <message>
        <source>; no GPU found</source>
        <translation>；未发现 GPU</translation>
    </message>
    <message>
        <source>Looking for devices</source>
        <translation>正在查找设备</translation>
    </message>
    <message>
        <source>Drawing the split</source>
        <translation>正在绘制划分</translation>
    </message>
    <message>
        <source>The seed is &quot;%1&quot;; it must be a whole number from 0.</source>
        <translation>种子为“%1”；应为不小于 0 的整数。</translation>
    </message>
    <message>
        <source>%1 settings</source>
        <translation>%1 设置</translation>
    </message>
    <message>
        <source>Defaults kept unless marked ●</source>
        <translation>带 ● 的已改，其余为默认</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Train even if a feature gives the answer away</source>
        <translation>即使有特征泄露答案也训练</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>切分</translation>
    </message>
    <message>
        <source>time: shares in time order; field:NAME:FROM_VALID,FROM_TEST; random, user: shares; leave-one-out; column: the log&apos;s own</source>
        <translation>time：按时间顺序的比例；field:字段:验证起点,测试起点；random、user：比例；leave-one-out；column：日志自带</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
</context>
<context>
    <name>adscope::ui::TrainingPage</name>
    <message>
        <source>Add to the queue</source>
        <translation>加入队列</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Empty the queue (%1)</source>
        <translation>清空队列（%1）</translation>
    </message>
    <message>
        <source>%1 events, slice: %2</source>
        <translation>%1 个事件，切片：%2</translation>
    </message>
    <message>
        <source>Open a workspace first: Start takes you to Data</source>
        <translation>请先打开工作区：点“开始”会前往数据页</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
</context>
<context>
    <name>adscope::ui::TrainingQueue</name>
    <message>
        <source>Continuing run %1</source>
        <translation>继续第 %1 次训练</translation>
    </message>
    <message>
        <source>Training %1</source>
        <translation>训练 %1</translation>
    </message>
</context>
<context>
    <name>adscope::ui::AdFacts</name>
    <message>
        <source>No ad picked</source>
        <translation>未选择广告</translation>
    </message>
    <message>
        <source>CTR %1, %2 clicks of %3 impressions</source>
        <translation>点击率 %1，%3 次展示中 %2 次点击</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>CTR: %1 clicks of %2 impressions</source>
        <translation>点击率：%2 次展示，%1 次点击</translation>
    </message>
    <message>
        <source>Topics of tags</source>
        <translation>标签主题</translation>
    </message>
    <message>
        <source>Text topics</source>
        <translation>文案主题</translation>
    </message>
    <message>
        <source>%1 topics, weights sum to 1</source>
        <translation>%1 个主题，权重合计为 1</translation>
    </message>
    <message>
        <source>This ad has no words of a topic.</source>
        <translation>此广告没有主题词。</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词语</translation>
    </message>
    <message>
        <source>darker: higher TF-IDF</source>
        <translation>颜色越深，TF-IDF 越高</translation>
    </message>
    <message>
        <source>The log says nothing in words of this ad.</source>
        <translation>日志中没有此广告的文字。</translation>
    </message>
    <message>
        <source>Creative colour</source>
        <translation>创意颜色</translation>
    </message>
    <message>
        <source>share of pixels; five clusters at most</source>
        <translation>像素占比；最多五类</translation>
    </message>
    <message>
        <source>brightness %1   contrast %2   saturation %3   edges %4</source>
        <translation>亮度 %1   对比度 %2   饱和度 %3   边缘 %4</translation>
    </message>
    <message>
        <source>Pick an ad in the catalogue.</source>
        <translation>请在目录中选择一条广告。</translation>
    </message>
</context>
<context>
    <name>adscope::ui::AdListModel</name>
    <message>
        <source>%1, %2, similarity %3</source>
        <translation>%1，%2，相似度 %3</translation>
    </message>
    <message>
        <source>%1, %2, CTR %3</source>
        <translation>%1，%2，点击率 %3</translation>
    </message>
</context>
<context>
    <name>adscope::ui::AdsPage</name>
    <message>
        <source>Ads</source>
        <translation>广告</translation>
    </message>
    <message>
        <source>No ads yet</source>
        <translation>还没有广告</translation>
    </message>
    <message>
        <source>This log names no ads: import one with a column of ads.</source>
        <translation>此日志没有广告列：请导入含广告列的日志。</translation>
    </message>
    <message>
        <source>Here you see what each ad says and shows, who clicks on it, and how it tires.</source>
        <translation>这里展示每条广告的文案与创意、谁在点击、以及如何疲劳。</translation>
    </message>
    <message>
        <source>events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>ads</source>
        <translation>广告</translation>
    </message>
    <message>
        <source>Import a log</source>
        <translation>导入日志</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Filter by word, topic or colour</source>
        <translation>按词语、主题或颜色筛选</translation>
    </message>
    <message>
        <source>by impressions</source>
        <translation>按展示</translation>
    </message>
    <message>
        <source>by CTR</source>
        <translation>按点击率</translation>
    </message>
    <message>
        <source>by title</source>
        <translation>按标题</translation>
    </message>
    <message>
        <source>Order of the catalogue</source>
        <translation>目录排序</translation>
    </message>
    <message>
        <source>Similar ads</source>
        <translation>相似广告</translation>
    </message>
    <message>
        <source>Show near duplicates</source>
        <translation>查看近似重复</translation>
    </message>
    <message>
        <source>How to read this</source>
        <translation>如何解读</translation>
    </message>
    <message>
        <source>Each impression is counted by how often its user had been shown the same ad before, in the whole log, whatever the slice. A curve that falls is no proof that people tire: users who see an ad ten times differ from those who see it once, and ads that do well are shown more. Only an experiment that caps the frequency of some users at random tells the two apart.</source>
        <translation>每次展示按其用户在整个日志中此前看过同一广告的次数计数，与切片无关。曲线下降并不能证明用户疲劳：看过十次的用户与只看过一次的用户本就不同，而效果好的广告会被更多展示。只有对部分用户随机限制频次的实验才能区分两者。</translation>
    </message>
    <message>
        <source>Near duplicates %1</source>
        <translation>近似重复 %1</translation>
    </message>
    <message>
        <source>Near duplicates</source>
        <translation>近似重复</translation>
    </message>
    <message>
        <source>Fatigue</source>
        <translation>疲劳</translation>
    </message>
    <message>
        <source>Reading the catalogue</source>
        <translation>正在读取目录</translation>
    </message>
    <message>
        <source>Counting clicks by ad</source>
        <translation>正在按广告统计点击</translation>
    </message>
    <message>
        <source>Looking at an ad</source>
        <translation>正在分析广告</translation>
    </message>
    <message>
        <source>%1 in the catalogue · %2 shown in %3</source>
        <translation>目录 %1 条 · %3中展示 %2 条</translation>
    </message>
    <message>
        <source>%1 of %2 · CTR, 95 % interval</source>
        <translation>%2 条中的 %1 条 · 点击率，95% 区间</translation>
    </message>
    <message>
        <source>Without users and times in the log nobody knows how often an ad was seen.</source>
        <translation>日志没有用户与时间，无法得知广告被看过几次。</translation>
    </message>
    <message>
        <source>Nowhere is the interval below the rate of all ads.</source>
        <translation>没有任何区间低于全部广告的点击率。</translation>
    </message>
    <message>
        <source>From the first time on below all ads: that is the ad, not fatigue.</source>
        <translation>从第一次起就低于全部广告：这是广告本身的问题，而非疲劳。</translation>
    </message>
    <message>
        <source>From time %1 on below all ads. A cap at %2 would drop %3 impressions and %4 clicks.</source>
        <translation>从第 %1 次起低于全部广告。若频次上限为 %2，将减少 %3 次展示和 %4 次点击。</translation>
    </message>
    <message>
        <source>Near duplicates: %1. Split over training and test, they flatter a model.</source>
        <translation>近似重复：%1。若分散在训练集与测试集中，会高估模型。</translation>
    </message>
</context>
</TS>
