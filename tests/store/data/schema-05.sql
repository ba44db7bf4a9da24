PRAGMA user_version = 5;
BEGIN TRANSACTION;
CREATE TABLE entries (
            id INTEGER PRIMARY KEY,
            feed_id INTEGER NOT NULL REFERENCES feeds (id),
            guid TEXT NOT NULL,
            url TEXT NOT NULL,
            title TEXT NOT NULL,
            author TEXT NOT NULL,
            language TEXT NOT NULL,
            published INTEGER,                  -- as the document says; null: it does not
            updated INTEGER,
            is_summary INTEGER NOT NULL CHECK (is_summary IN (0, 1)),
            digest TEXT NOT NULL,
            first_seen INTEGER NOT NULL,
            changed_at INTEGER,
            UNIQUE (feed_id, guid)
        );
INSERT INTO "entries" VALUES(1,1,'n3','https://river.example/3','بلا تاريخ','','',NULL,NULL,1,'1a7bbb5be08e56c9b56a81edec903d5abd27ad2f28a46c0b91c52acb207816f3',1722002700000000,NULL);
INSERT INTO "entries" VALUES(2,1,'n2','https://river.example/2','عودة القطار الليلي','سلمى','',1721901600000000,NULL,1,'3f605653e1e1b8232f652a4ad353cb93c737af012dd437c75762ec72c9b056f2',1722002700000000,NULL);
INSERT INTO "entries" VALUES(3,1,'n1','https://river.example/1','أعلنت المكتبة افتتاح قاعتها الجديدة على ضفة النهر','','',1721988000000000,NULL,1,'74d1956a4b51a16a7b7aeabe870c151f02433bfa786e62774084eb6800cc3152',1722002700000000,NULL);
INSERT INTO "entries" VALUES(4,2,'m1','https://river.example/1','أعلنت المكتبة افتتاح قاعتها الجديدة على ضفة النهر','','',1721991600000000,NULL,1,'03e187d57be4cd5c157ae3133bfbddb96030d8a777fe0fc2bf2bdbac7bf3ada8',1722002700000000,NULL);
INSERT INTO "entries" VALUES(5,3,'c1','https://closed.example/1','Worth keeping','','',1721642400000000,NULL,1,'057df1218722a40d60a1bff9b362cb54c302c8507c71b2bc1b5f2b7938d5b699',1722002700000000,NULL);
INSERT INTO "entries" VALUES(6,4,'p2','https://post.example/2','Ferries rest','','',1721728800000000,NULL,1,'413fe718c694d63884f7a133a4c92a2809ac66c31225546dc109ad555f6d5820',1722002700000000,NULL);
INSERT INTO "entries" VALUES(7,4,'p1','https://feeds.example/page','A bridge opens','','',1721815200000000,NULL,1,'1ea2375ca05d8d5ab4e0f7c72ea8a554bc116f9fbb9fb3e787d096a1339e6885',1722002700000000,NULL);
CREATE TABLE entry_bodies (
            entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
            html TEXT NOT NULL,
            enclosures TEXT NOT NULL            -- JSON: [[url, type, length], ...]
        );
INSERT INTO "entry_bodies" VALUES(1,'<p>خبر لا يُعرف وقته.</p>','[]');
INSERT INTO "entry_bodies" VALUES(2,'<p>ينطلق القطار عند منتصف الليل.</p>','[]');
INSERT INTO "entry_bodies" VALUES(3,'<p>حضر الافتتاح 2500 قارئ، وقال المدير إن
<b>القاعة</b> مفتوحة للجميع كل يوم.</p>','[]');
INSERT INTO "entry_bodies" VALUES(4,'<p>منقول.</p>','[]');
INSERT INTO "entry_bodies" VALUES(5,'<p>Read it again.</p>','[]');
INSERT INTO "entry_bodies" VALUES(6,'<p>No boat for a day.</p>
<img src="https://feeds.example/picture.png">','[]');
INSERT INTO "entry_bodies" VALUES(7,'At last …','[]');
CREATE TABLE entry_pages (
            entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
            url TEXT NOT NULL,
            title TEXT NOT NULL DEFAULT '',
            html TEXT NOT NULL DEFAULT '',      -- as text.markup writes blocks
            words INTEGER NOT NULL DEFAULT 0,
            byline TEXT NOT NULL DEFAULT '',
            published INTEGER,
            language TEXT NOT NULL DEFAULT '',
            direction TEXT NOT NULL DEFAULT 'auto',
            section TEXT NOT NULL DEFAULT '',
            image TEXT NOT NULL DEFAULT '',
            related TEXT NOT NULL DEFAULT '[]', -- JSON: [[title, url], ...]
            folded TEXT NOT NULL DEFAULT '',    -- the search key
            fetched_at INTEGER NOT NULL,
            problem TEXT                        -- as in feeds; null: the article is there
        );
INSERT INTO "entry_pages" VALUES(7,'https://feeds.example/page','A bridge opens','<p>The new bridge was opened on Wednesday, and 300 people walked over it before the first tram came.</p>
<p>The new bridge was opened on Wednesday, and 301 people walked over it before the first tram came.</p>
<p>The new bridge was opened on Wednesday, and 302 people walked over it before the first tram came.</p>
<p>The new bridge was opened on Wednesday, and 303 people walked over it before the first tram came.</p>
<p>The new bridge was opened on Wednesday, and 304 people walked over it before the first tram came.</p>
<p>The new bridge was opened on Wednesday, and 305 people walked over it before the first tram came.</p>
<p>The new bridge was opened on Wednesday, and 306 people walked over it before the first tram came.</p>
<p>The new bridge was opened on Wednesday, and 307 people walked over it before the first tram came.</p>',144,'',NULL,'en','ltr','','','[]','a bridge opens the new bridge was opened on wednesday, and 300 people walked over it before the first tram came. the new bridge was opened on wednesday, and 301 people walked over it before the first tram came. the new bridge was opened on wednesday, and 302 people walked over it before the first tram came. the new bridge was opened on wednesday, and 303 people walked over it before the first tram came. the new bridge was opened on wednesday, and 304 people walked over it before the first tram came. the new bridge was opened on wednesday, and 305 people walked over it before the first tram came. the new bridge was opened on wednesday, and 306 people walked over it before the first tram came. the new bridge was opened on wednesday, and 307 people walked over it before the first tram came.',1722002700000000,NULL);
CREATE TABLE entry_pictures (
            entry_id INTEGER NOT NULL REFERENCES entries (id),
            url TEXT NOT NULL,
            data BLOB,                          -- JPEG or PNG; null: there is none
            width INTEGER NOT NULL,             -- pixels
            height INTEGER NOT NULL,
            problem TEXT,                       -- as in feeds
            fetched_at INTEGER NOT NULL,
            PRIMARY KEY (entry_id, url)
        );
INSERT INTO "entry_pictures" VALUES(6,'https://feeds.example/picture.png',X'FFD8FFE000104A46494600010100000100010000FFDB0043000604040504040605050506060607090E0909080809120D0D0A0E1512161615121414171A211C17181F1914141D271D1F2223252525161C292C28242B21242524FFDB00430106060609080911090911241814182424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424242424FFC00011080030004003012200021101031101FFC4001500010100000000000000000000000000000006FFC40014100100000000000000000000000000000000FFC400160101010100000000000000000000000000000507FFC40014110100000000000000000000000000000000FFDA000C03010002110311003F008C0175950000000000000000000000000000000003FFD9',64,48,NULL,1722002700000000);
CREATE TABLE entry_states (
            entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
            feed_id INTEGER NOT NULL REFERENCES feeds (id),
            listed_at INTEGER NOT NULL,         -- when published, or else first seen; fixed, so that no list jumps
            read INTEGER NOT NULL DEFAULT 0 CHECK (read IN (0, 1)),
            bookmarked INTEGER NOT NULL DEFAULT 0 CHECK (bookmarked IN (0, 1)),
            read_at INTEGER,
            bookmarked_at INTEGER
        , direction TEXT NOT NULL DEFAULT 'auto'
        CHECK (direction IN ('auto', 'ltr', 'rtl')));
INSERT INTO "entry_states" VALUES(1,1,1722002700000000,1,1,1722002700000000,1722002700000000,'auto');
INSERT INTO "entry_states" VALUES(2,1,1721901600000000,1,0,1722002700000000,NULL,'auto');
INSERT INTO "entry_states" VALUES(3,1,1721988000000000,0,0,NULL,NULL,'auto');
INSERT INTO "entry_states" VALUES(4,2,1721991600000000,0,0,NULL,NULL,'auto');
INSERT INTO "entry_states" VALUES(5,3,1721642400000000,0,1,NULL,1722002700000000,'auto');
INSERT INTO "entry_states" VALUES(6,4,1721728800000000,0,0,NULL,NULL,'rtl');
INSERT INTO "entry_states" VALUES(7,4,1721815200000000,0,0,NULL,NULL,'auto');
CREATE TABLE entry_texts (
            entry_id INTEGER PRIMARY KEY REFERENCES entries (id),
            folded TEXT NOT NULL
        );
INSERT INTO "entry_texts" VALUES(1,'بلا تاريخ خبر لا يعرف وقته.');
INSERT INTO "entry_texts" VALUES(2,'عوده القطار الليلي سلمي ينطلق القطار عند منتصف الليل.');
INSERT INTO "entry_texts" VALUES(3,'اعلنت المكتبه افتتاح قاعتها الجديده علي ضفه النهر حضر الافتتاح 2500 قاري، وقال المدير ان القاعه مفتوحه للجميع كل يوم.');
INSERT INTO "entry_texts" VALUES(4,'اعلنت المكتبه افتتاح قاعتها الجديده علي ضفه النهر منقول.');
INSERT INTO "entry_texts" VALUES(5,'worth keeping read it again.');
INSERT INTO "entry_texts" VALUES(6,'ferries rest no boat for a day.');
INSERT INTO "entry_texts" VALUES(7,'a bridge opens at last ...');
CREATE TABLE feeds (
            id INTEGER PRIMARY KEY,
            url TEXT NOT NULL UNIQUE,
            own_title TEXT NOT NULL DEFAULT '', -- the user's; empty: none
            title TEXT NOT NULL DEFAULT '',     -- the document's
            site_url TEXT NOT NULL DEFAULT '',
            own_language TEXT NOT NULL DEFAULT '',
            language TEXT NOT NULL DEFAULT '',
            direction TEXT NOT NULL DEFAULT 'auto' CHECK (direction IN ('auto', 'ltr', 'rtl')),
            origin TEXT NOT NULL CHECK (origin IN ('config', 'added')),
            subscribed INTEGER NOT NULL DEFAULT 1 CHECK (subscribed IN (0, 1)),
            etag TEXT NOT NULL DEFAULT '',
            last_modified TEXT NOT NULL DEFAULT '',
            body_hash TEXT NOT NULL DEFAULT '',
            checked_at INTEGER,
            problem TEXT                        -- JSON: [key, [[name, fact], ...]]; null: the last refresh went well
        , prefers TEXT NOT NULL DEFAULT 'auto'
        CHECK (prefers IN ('auto', 'feed', 'page')), full_text TEXT NOT NULL DEFAULT 'auto'
        CHECK (full_text IN ('auto', 'always', 'never')));
INSERT INTO "feeds" VALUES(1,'https://feeds.example/river','','جريدة النهر','https://river.example/','','ar','auto','added',1,'','','62d12b0720514065bcd6551ee99277fa283a9176a11016427b4f117e2f13f3ee',1722002700000000,NULL,'auto','auto');
INSERT INTO "feeds" VALUES(2,'https://feeds.example/mirror','','مرآة الأخبار','','','ar','auto','added',1,'','','9090ceeaf92016174662b4e89ea33912a3a74ed945c6adaef76a5830fa1d8907',1722002700000000,NULL,'auto','auto');
INSERT INTO "feeds" VALUES(3,'https://feeds.example/closed','','The Closed Shop','','','en','auto','added',0,'','','53aaccc7f693c1298af89738bc268fb8b2e047770590cba2b44752354fa50588',1722002700000000,NULL,'auto','auto');
INSERT INTO "feeds" VALUES(4,'https://feeds.example/post','البريد','The Post','','','en','auto','added',1,'','','ed69ced71514281a687f52ae8ba0683786db6354cb0ce7897d8c8a1cba835f56',1722002700000000,NULL,'auto','auto');
INSERT INTO "feeds" VALUES(5,'https://feeds.example/busy','','','','','','auto','added',1,'','','',1722002700000000,'["error.http_rate_limited", [["url", "https://feeds.example/busy"], ["host", "feeds.example"], ["status", "429"], ["retry", "3600"]]]','auto','auto');
CREATE INDEX states_newest ON entry_states (listed_at DESC, entry_id DESC, feed_id);
CREATE INDEX states_by_feed ON entry_states (feed_id, listed_at DESC, entry_id DESC);
CREATE INDEX states_unread ON entry_states (listed_at DESC, entry_id DESC, feed_id, read) WHERE read = 0;
CREATE INDEX states_unread_by_feed ON entry_states (feed_id, listed_at DESC, entry_id DESC, read)
        WHERE read = 0
        ;
CREATE INDEX states_bookmarked ON entry_states (listed_at DESC, entry_id DESC, feed_id) WHERE bookmarked = 1;
COMMIT;
