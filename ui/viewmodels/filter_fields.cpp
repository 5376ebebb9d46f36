#include "ui/viewmodels/filter_fields.h"

#include <QCoreApplication>

#include "core/workspace/filter.h"
#include "core/workspace/filter_node.h"

namespace adscope::ui {
namespace {

QString words(const char* text) { return QCoreApplication::translate("FilterFields", text); }

// Found by lupdate.
[[maybe_unused]] const char* const kWords[] = {
    QT_TRANSLATE_NOOP("FilterFields", "Time"),        QT_TRANSLATE_NOOP("FilterFields", "Hour"),
    QT_TRANSLATE_NOOP("FilterFields", "Weekday"),     QT_TRANSLATE_NOOP("FilterFields", "Position"),
    QT_TRANSLATE_NOOP("FilterFields", "Click"),       QT_TRANSLATE_NOOP("FilterFields", "Conversion"),
    QT_TRANSLATE_NOOP("FilterFields", "Cost"),        QT_TRANSLATE_NOOP("FilterFields", "Revenue"),
    QT_TRANSLATE_NOOP("FilterFields", "User"),        QT_TRANSLATE_NOOP("FilterFields", "Ad"),
    QT_TRANSLATE_NOOP("FilterFields", "%1 is empty"), QT_TRANSLATE_NOOP("FilterFields", "%1 contains %2"),
    QT_TRANSLATE_NOOP("FilterFields", "(empty)"),     QT_TRANSLATE_NOOP("FilterFields", " and %1 more")};

FilterField of_column(const Column& column, const QString& owner) {
    FilterField f;
    const QString name = QString::fromStdString(column.field.name);
    f.name = owner + "." + name;
    f.title = owner == "event" ? name : owner + "." + name;
    if (const auto* c = column.category()) f.many = column.field.kind == FieldKind::text || c->names.size() > 2000;
    else if (column.number())
        f.shape = column.field.kind == FieldKind::time   ? FilterField::Shape::time
                  : column.field.kind == FieldKind::flag ? FilterField::Shape::flag
                                                         : FilterField::Shape::number;
    return f;
}

std::string value_text(const QString& v) { return quote_value(v.toStdString()); }

}  // namespace

std::vector<FilterField> filter_fields(const EventTable& table) {
    using Shape = FilterField::Shape;
    std::vector<FilterField> out;
    if (table.has_time) {
        out.push_back({"time", words("Time"), Shape::time});
        // A field of the log that is called so is meant by its own entry.
        if (!table.find("hour")) out.push_back({"hour", words("Hour"), Shape::values});
        if (!table.find("weekday")) out.push_back({"weekday", words("Weekday"), Shape::values});
    }
    for (const auto& c : table.columns) out.push_back(of_column(c, "event"));
    if (!table.position.empty()) out.push_back({"position", words("Position"), Shape::number});
    if (table.has_click) out.push_back({"click", words("Click"), Shape::flag});
    if (!table.conversion.empty()) out.push_back({"conversion", words("Conversion"), Shape::flag});
    if (!table.cost.empty()) out.push_back({"cost", words("Cost"), Shape::number});
    if (!table.revenue.empty()) out.push_back({"revenue", words("Revenue"), Shape::number});
    if (table.has_user) out.push_back({"user", words("User"), Shape::values, true});
    for (const auto& c : table.users.columns)
        if (table.has_user) out.push_back(of_column(c, "user"));
    if (table.has_ad) out.push_back({"ad", words("Ad"), Shape::values, true});
    for (const auto& c : table.ads.columns)
        if (table.has_ad) out.push_back(of_column(c, "ad"));
    return out;
}

bool FilterSpec::valid() const {
    if (field.isEmpty()) return false;
    switch (mode) {
        case Mode::missing: return true;
        case Mode::contains: return values.size() == 1 && !values[0].isEmpty();
        case Mode::between: return values.size() == 2 && (!values[0].isEmpty() || !values[1].isEmpty());
        default: return !values.isEmpty();
    }
}

std::string condition_of(const FilterSpec& spec) {
    const std::string field = quote_field(spec.field.toStdString());
    switch (spec.mode) {
        case FilterSpec::Mode::missing: return field + " is-missing";
        case FilterSpec::Mode::contains: return field + " contains " + value_text(spec.values.value(0));
        case FilterSpec::Mode::between: {
            const QString low = spec.values.value(0), high = spec.values.value(1);
            if (low.isEmpty()) return field + " <= " + value_text(high);
            if (high.isEmpty()) return field + " >= " + value_text(low);
            return field + " between " + value_text(low) + " and " + value_text(high);
        }
        default: break;
    }
    std::string list, missing;
    for (const QString& v : spec.values) {
        if (v.isEmpty()) missing = field + " is-missing";
        else list += (list.empty() ? "" : ", ") + value_text(v);
    }
    if (!list.empty()) list = spec.values.size() - !missing.empty() == 1 ? field + " = " + list : field + " in (" + list + ")";
    std::string out = list.empty() ? missing : missing.empty() ? list : "(" + list + " or " + missing + ")";
    return spec.mode == FilterSpec::Mode::none_of ? "not " + (list.empty() || missing.empty() ? "(" + out + ")" : out) : out;
}

QString chip_text(const FilterSpec& spec) {
    QString field = spec.field;
    if (field.startsWith("event.")) field = field.mid(6);
    switch (spec.mode) {
        case FilterSpec::Mode::missing: return words("%1 is empty").arg(field);
        case FilterSpec::Mode::contains: return words("%1 contains %2").arg(field, spec.values.value(0));
        case FilterSpec::Mode::between: {
            const QString low = spec.values.value(0), high = spec.values.value(1);
            if (low.isEmpty()) return field + QString::fromUtf8(" ≤ ") + high;
            if (high.isEmpty()) return field + QString::fromUtf8(" ≥ ") + low;
            if (low == high) return field + " = " + low;
            const QString range = low + " .. " + (spec.field == "time" && low.left(5) == high.left(5) ? high.mid(5) : high);
            return spec.field == "time" ? range : field + " " + range;
        }
        default: break;
    }
    QStringList names;
    for (const QString& v : spec.values.mid(0, 3)) names << (v.isEmpty() ? words("(empty)") : v);
    QString text = names.join(", ");
    if (spec.values.size() > 3) text += words(" and %1 more").arg(spec.values.size() - 3);
    return field + QString::fromUtf8(spec.mode == FilterSpec::Mode::none_of ? " ≠ " : " = ") + text;
}

FilterSpec spec_of(const std::string& condition) {
    FilterSpec spec;
    auto parsed = parse_filter(condition);
    if (!parsed || !*parsed) return spec;
    const FilterNode* node = parsed->get();
    bool negated = false;
    if (node->kind == FilterNode::Kind::none_of && node->children.size() == 1) {
        negated = true;
        node = node->children[0].get();
    }
    bool missing_too = false;
    if (node->kind == FilterNode::Kind::any_of && node->children.size() == 2 && node->children[1]->op == FilterOp::is_missing &&
        node->children[1]->field == node->children[0]->field) {
        missing_too = true;
        node = node->children[0].get();
    }
    if (node->kind != FilterNode::Kind::compare) return spec;
    for (const auto& v : node->values) spec.values << QString::fromStdString(v);
    using Mode = FilterSpec::Mode;
    switch (node->op) {
        case FilterOp::equal:
        case FilterOp::in: spec.mode = negated ? Mode::none_of : Mode::one_of; break;
        case FilterOp::not_equal: spec.mode = Mode::none_of; break;
        case FilterOp::between: spec.mode = Mode::between; break;
        case FilterOp::less_equal: spec.mode = Mode::between, spec.values.prepend(QString()); break;
        case FilterOp::greater_equal: spec.mode = Mode::between, spec.values.append(QString()); break;
        case FilterOp::contains: spec.mode = Mode::contains; break;
        case FilterOp::is_missing: spec.mode = negated ? Mode::none_of : Mode::missing; break;
        default: return spec;
    }
    if (missing_too || (negated && node->op == FilterOp::is_missing)) spec.values << QString();
    spec.field = QString::fromStdString(node->field);
    return spec;
}

}  // namespace adscope::ui
