"""Clean tables from which the nasty files are made. All of it is invented here; the same every time."""
import random

WORDS = ("harbour lantern meadow copper willow thunder velvet marble canyon orchard saddle ribbon breeze timber pebble "
         "falcon garden mirror bottle candle").split()
CITIES = ["Lyon", "San José", "Ulm", "New Haven", "Málaga", "Kraków", "Port Said", "Århus"]
CHINESE = ["夏季大促", "新品上市", "限时折扣", "会员专享", "满减活动", "早鸟优惠"]


def orders(n=83, seed=1):
    """Like an export of a shop: dates, clock times, codes, money, free text with commas and quotes, links, an empty column."""
    r = random.Random(seed)
    rows = [["Day", "Clock", "Pieces", "Code", "Paid", "Kind", "Story", "Link", "Remark"]]
    for i in range(n):
        story = "%s %s, %s and %s" % (r.choice(WORDS).title(), r.choice(WORDS), r.choice(WORDS), r.choice(WORDS))
        if i % 9 == 4:
            story = 'The "%s" %s, %d\' long' % (r.choice(WORDS), r.choice(WORDS), r.randint(2, 9))
        code = "%s-%04d" % (r.choice(["KX", "LM", "PT"]), r.randint(0, 9999))
        rows.append(["%02d/%02d/2021" % (r.randint(1, 28), r.randint(1, 12)), "%02d:%02d" % (i % 24, r.choice([0, 15, 30, 45])),
                     str(r.randint(0, 9)), code, "$%d.%02d" % (r.randint(1, 90), r.randint(0, 99)),
                     "%s %s" % (r.choice(["Men's", "Garden", "Child's", "Light"]), r.choice(WORDS)), story,
                     "https://shop.example/%s.html" % code.replace("-", "_"), ""])
    return rows


def measures(n=40, seed=2):
    """Numbers, leading zeros, fractions that must stay as written."""
    r = random.Random(seed)
    rows = [["station", "when", "level", "share", "note"]]
    for i in range(n):
        rows.append(["%03d" % (i * 7 % 100), "2024-03-%02d %02d:%02d:00" % (1 + i % 28, i % 24, r.randint(0, 59)), "%.1f" % (i / 4), "%d%%" % r.randint(0, 100),
                     r.choice(["", "ok", "1.0", "re-set", "N/A"])])
    return rows


def people(n=30, seed=3):
    """Nothing but texts."""
    r = random.Random(seed)
    rows = [["name", "town", "trade"]]
    for _ in range(n):
        rows.append(["%s %s" % (r.choice(WORDS).title(), r.choice(WORDS).title()), r.choice(CITIES), r.choice(WORDS)])
    return rows


def adverts(n=36, seed=4):
    """Chinese names and texts."""
    r = random.Random(seed)
    rows = [["时间", "用户编号", "广告标题", "是否点击", "花费"]]
    for i in range(n):
        rows.append(["2026-03-%02d 1%d:00:00" % (1 + i % 28, i % 10), "u%05d" % r.randint(0, 99999), r.choice(CHINESE) + "，" + r.choice(CHINESE), str(int(r.random() < 0.2)), "%.2f" % r.random()])
    return rows


def western(n=30, seed=5):
    """Letters with accents."""
    r = random.Random(seed)
    rows = [["prénom", "ville", "âge", "remarque"]]
    for _ in range(n):
        rows.append([r.choice(["Zoë", "Jürgen", "Hélène", "Íñigo", "Søren", "François"]), r.choice(CITIES[:3] + ["Málaga", "Århus", "Besançon"]), str(r.randint(18, 80)),
                     r.choice(["déjà vu", "à côté", "über alles", "", "naïve"])])
    return rows


def pairs(n=25, seed=6):
    """Two columns, as short as tables get."""
    r = random.Random(seed)
    return [["id", "value"]] + [[str(i), str(r.randint(0, 999))] for i in range(n)]
